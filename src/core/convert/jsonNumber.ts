const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A TypeScript number as JSON spells it, in the same manner where JSON has it: 5e-4 stays. */
export function jsonNumber(text: string, value: number): string {
  const plain = text
    .replaceAll("_", "")
    .replace(/^\+/, "")
    .replace(/^(-?)\s*\./, "$10.")
    .replace(/\.(?=[eE]|$)/, "");
  return JSON_NUMBER.test(plain) && Number(plain) === value ? plain : String(value);
}
