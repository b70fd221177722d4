import { firstAfter } from "../schedule/curves/ordered";
import { apply, calculate, type Formula } from "../schedule/formula/formula";
import { operandsOf } from "./code/locals";
import { partials } from "./slopes";

/** Standard deviations that count as the greatest error: 99% of what is spread normally lies within. */
const DEVIATIONS = 2.5;

/**
 * How far the formula's value may be rounded away in single precision, by whichever compiler: 2.5
 * standard deviations, where each operation is off by anything up to half a unit in the last place,
 * a function of the library by up to a whole one (XLA's expm1, log1p and tanh by more), each by itself. Errors are carried through to first
 * order (Higham and Mary, A New Approach to Probabilistic Rounding Error Analysis, SIAM J. Sci.
 * Comput. 41(5), 2019); a part that stands twice is computed once, as compilers do. Infinity where
 * that tells nothing.
 */
export function roundingOf(formula: Formula): (step: number) => number {
  const nodes = nodesOf(formula);
  return (step) => {
    const values: number[] = [];
    for (const node of nodes) values.push(valueOf(node, values, step));
    const error = DEVIATIONS * Math.sqrt(varianceOf(nodes, values));
    return Number.isNaN(error) ? Infinity : error;
  };
}

/** An operation and where its operands stand among the nodes, always before it. */
interface Node {
  readonly formula: Formula;
  readonly operands: readonly number[];
}

/** The parts of a formula, each once, operands before what is made of them. */
function nodesOf(formula: Formula): Node[] {
  const nodes: Node[] = [];
  const known = new Map<string, number>();
  const visit = (part: Formula): number => {
    const operands = operandsOf(part).map(visit);
    const key = `${operationOf(part)} ${operands.join()}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, nodes.length);
    return nodes.push({ formula: part, operands }) - 1;
  };
  visit(formula);
  return nodes;
}

function operationOf(part: Formula): string {
  if (part.op === "number") return `number ${part.value}`;
  if (part.op === "pieces") return `pieces ${part.bounds.join()}`;
  return part.op === "lookup" ? `lookup ${part.values.join()}` : part.op;
}

function valueOf({ formula, operands }: Node, values: readonly number[], step: number): number {
  const [a = NaN, b = NaN] = operands.map((at) => values[at] ?? NaN);
  switch (formula.op) {
    case "number":
      return formula.value;
    case "step":
      return step;
    case "pieces":
      return values[operands[1 + firstAfter(formula.bounds, a)] ?? -1] ?? NaN;
    case "lookup":
      return formula.values[Math.min(Math.max(a, 0), formula.values.length - 1)] ?? NaN;
    default:
      return "of" in formula ? apply(formula.op, a) : calculate(formula.op, a, b);
  }
}

function varianceOf(nodes: readonly Node[], values: readonly number[]): number {
  // by how much the whole changes with each part
  const slopes: number[] = nodes.map((_, i) => (i === nodes.length - 1 ? 1 : 0));
  let variance = 0;
  for (let i = nodes.length - 1; i >= 0; i--) {
    const [node, slope = 0, value = NaN] = [nodes[i], slopes[i], values[i]];
    if (node === undefined || slope === 0) continue;
    const operands = node.operands.map((at) => values[at] ?? NaN);
    const changes = partials(node.formula, operands, value);
    const own = ownVariance(node.formula, value, { operands, changes });
    if (own > 0) variance += slope * slope * own;
    node.operands.forEach((at, j) => {
      slopes[at] = (slopes[at] ?? 0) + slope * (changes[j] ?? 0);
    });
  }
  return variance;
}

/** What an operation itself adds to the variance of its result. */
function ownVariance(
  formula: Formula,
  value: number,
  { operands: [a = NaN], changes: [change = NaN] }: Record<"operands" | "changes", number[]>,
): number {
  const own = (unitsOf(formula, value, a) * unit(value)) ** 2;
  if (formula.op !== "cosPi" && formula.op !== "sinPi") return own;
  // π and the product with it are rounded as well
  const angle = Math.SQRT2 * HALF * unit(Math.PI * a);
  return own + ((change / Math.PI) * angle) ** 2;
}

/** A unit in the last place of a number in single precision. */
const unit = (value: number): number =>
  value === 0 ? 0 : 2 ** (Math.floor(Math.log2(Math.abs(value))) - 23);

/** The deviation of an error that is anything up to half a unit, and up to one. */
const HALF = 1 / Math.sqrt(12);
const WHOLE = 1 / Math.sqrt(3);

/**
 * The deviations of functions, in units. Those of the last three were measured with jaxlib 0.10.2 on
 * x86-64, at 100,000 arguments of each stretch between 0 and ±20: expm1 is off by up to 5.2 units where
 * its argument is small, tanh by 4.1, log1p by 2.5.
 */
const FUNCTIONS: Partial<Record<Formula["op"], (of: number) => number>> = {
  cosPi: () => WHOLE,
  sinPi: () => WHOLE,
  exp: () => WHOLE,
  expm1: (of) => (Math.abs(of) < 0.5 ? 1.4 : WHOLE),
  log1p: () => 0.7,
  tanh: () => 1.3,
};

/** The deviation of what an operation on `a` itself adds, in units of its result; none where that is exact. */
function unitsOf(formula: Formula, value: number, a: number): number {
  if (CHOOSE.has(formula.op)) return 0;
  const reciprocal = isByReciprocal(formula) ? HALF : 0;
  if (Math.fround(value) === value) return reciprocal;
  if (formula.op === "power") return isSquare(formula) ? HALF : WHOLE;
  const ofFunction = FUNCTIONS[formula.op];
  if (ofFunction) return ofFunction(a);
  return Math.hypot(HALF, reciprocal);
}

/**
 * Whether compilers make a product with a rounded number of it. That is off where the quotient is
 * exact, too: XLA subtracts 18 · (1 / 24) from 1 in one operation, before the product is rounded to 0.75.
 */
function isByReciprocal(formula: Formula): boolean {
  if (formula.op !== "divide" || formula.right.op !== "number") return false;
  return Math.fround(1 / formula.right.value) !== 1 / formula.right.value;
}

/** Operations that hand on one of their operands, rounded already. */
const CHOOSE: ReadonlySet<Formula["op"]> = new Set(["pieces", "minimum", "maximum"]);

const isSquare = ({ right }: { readonly right: Formula }): boolean =>
  right.op === "number" && right.value === 2;
