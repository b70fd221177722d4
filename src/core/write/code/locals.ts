import type { Formula } from "../../schedule/formula/formula";

/** A part of a formula that is worth a name of its own. */
export interface Local {
  readonly name: string;
  readonly formula: Formula;
}

export const keyOf = (formula: Formula): string => JSON.stringify(formula);

export const operandsOf = (formula: Formula): readonly Formula[] => {
  if (formula.op === "number" || formula.op === "step") return [];
  if (formula.op === "lookup") return [formula.index];
  if (formula.op === "pieces") return [formula.of, ...formula.pieces];
  return "of" in formula ? [formula.of] : [formula.left, formula.right];
};

/** Where in a cycle, or in which, a step lies: what formulas of cycles say over and over. */
const isWorthName = ({ op }: Formula): boolean =>
  op === "modulo" || op === "floor" || op === "pieces";

// never `value`, which collects the cases where a language has no branches
const NAMES: Partial<Record<Formula["op"], string>> = { modulo: "position", floor: "cycle" };

const nameOf = ({ op }: Formula): string => NAMES[op] ?? "part";

/** Parts that stand more than once in a formula, and cases inside of it; the innermost first. */
export function localsOf(
  formula: Formula,
  named: (part: Formula) => string | undefined = () => undefined,
): Local[] {
  const counts = new Map<string, { count: number; formula: Formula }>();
  const visit = (part: Formula): void => {
    if (named(part) !== undefined) return;
    for (const operand of operandsOf(part)) visit(operand);
    if (!isWorthName(part) || part === formula) return;
    const key = keyOf(part);
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { count: 1, formula: part });
  };
  visit(formula);
  const used = new Map<string, number>();
  return [...counts.values()]
    .filter(({ count, formula: part }) => count > 1 || part.op === "pieces")
    .map(({ formula: part }) => {
      const base = nameOf(part);
      const uses = (used.get(base) ?? 0) + 1;
      used.set(base, uses);
      return { name: uses === 1 ? base : `${base}${uses}`, formula: part };
    });
}

/** Looks a formula up among locals. */
export function localLookup(locals: readonly Local[]): (formula: Formula) => string | undefined {
  const names = new Map(locals.map(({ name, formula }) => [keyOf(formula), name]));
  return (formula) => (isWorthName(formula) ? names.get(keyOf(formula)) : undefined);
}
