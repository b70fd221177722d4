import { type RuleCase, textOf } from "../unit/rules/case";

/** Where a comment stands in these texts; each has a number of its own. */
export const COMMENT = /\/\/ kept \d+/g;

/** A rule's case as people write it: with comments, small numbers in e-notation. */
export const jsonOf = (ruleCase: RuleCase): string =>
  commented(`${styled(textOf(ruleCase, ruleCase.bad), exponential)}\n`);

/** The same in TypeScript, where large numbers have underscores. */
export function typescriptOf(ruleCase: RuleCase): string {
  const plain = textOf(ruleCase, ruleCase.bad).replace(/^(\s*)"(\w+)":/gm, "$1$2:");
  const text = styled(plain, (number) => grouped(exponential(number)));
  return commented(`import { defineSchedule } from "learning-rate-designer";

export const schedule = defineSchedule(${text});
`);
}

function commented(text: string): string {
  let count = 0;
  return text.replace(/[{[](?=\n)/g, (open) => `${open} // kept ${count++}`);
}

/** Numbers alone: those in quotes have their unit, and are left as they are. */
const styled = (text: string, style: (number: string) => string): string =>
  text.replace(/"[^"]*"|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : style(token),
  );

const exponential = (number: string): string => {
  const value = Number(number);
  return value > 0 && value < 0.01 ? value.toExponential() : number;
};

const grouped = (number: string): string =>
  /^\d{4,}$/.test(number) ? number.replace(/\B(?=(\d{3})+$)/g, "_") : number;

/** What a piece of either text says, whatever its style. */
export function saidBy(text: string): unknown {
  const plain = text
    .replace(COMMENT, "")
    .replaceAll(/(?<=\d)_(?=\d)/g, "")
    .trim();
  try {
    return JSON.parse(plain.replace(/([{,]\s*)(\w+):/g, '$1"$2":'));
  } catch {
    return plain;
  }
}
