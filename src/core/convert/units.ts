const WRITTEN = /^\s*(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*(%|[a-z]+)\s*$/;
const CALLS: ReadonlyMap<string, string> = new Map([
  ["%", "percent"],
  ["step", "steps"],
  ["steps", "steps"],
  ["epoch", "epochs"],
  ["epochs", "epochs"],
  ["round", "rounds"],
  ["rounds", "rounds"],
  ["sample", "samples"],
  ["samples", "samples"],
  ["token", "tokens"],
  ["tokens", "tokens"],
]);

/** "5 epochs" as the call `epochs(5)`; undefined for what a call would spell differently ("2B tokens"). */
export function unitCallOf(duration: string): { unit: string; amount: string } | undefined {
  const [, amount = "", word = ""] = WRITTEN.exec(duration) ?? [];
  const unit = CALLS.get(word);
  return unit === undefined ? undefined : { unit, amount };
}

const CALL =
  /^(?:[\w$]+\.)?(steps|epochs|rounds|samples|tokens|percent)\(\s*([\d._]+(?:[eE][+-]?\d+)?)\s*\)$/;

/** `epochs(5)` as the text "5 epochs", the number as it is written; undefined for other calls. */
export function unitTextOf(call: string): string | undefined {
  const [, unit, amount = ""] = CALL.exec(call) ?? [];
  if (unit === undefined) return undefined;
  if (unit === "percent") return `${amount}%`;
  return `${amount} ${Number(amount) === 1 ? unit.slice(0, -1) : unit}`;
}
