import type { Expression } from "../../program/tree";
import type { Program } from "../../program/statementTree";
import { isObject, numberOf, type Value } from "../../program/values";
import { functionCurve } from "../../schedule/curves/functionBacked";
import type { ForeignSymbol, FunctionPreview } from "../format";
import { functionsIn, numberParameters, type NamedFunction } from "../functions/functionsIn";
import { isEpochName, isStepName } from "../functions/stepName";
import { drawnSteps } from "../horizon";
import type { FoundRate, RateReading } from "./found";
import type { JavaScriptRun, RateFunction } from "./script";

/** `lr`, `getLr`, `learningRateAt`, `cosineLearningRate`; a factor or what only tells of a rate is none. */
const NAME =
  /^(?:[a-z]\w*?)?(?:^lr|Lr|LR|^learningRate|LearningRate|learning_rate|_lr)(?:$|[A-Z_]\w*$)/;
const OTHER =
  /lambda|factor|mult|scale|plot|print|log|load|save|find|parse|format|render|label|text|input|slider|chart|handle|validate|update|set|on[A-Z]/i;

/** Whether a function of this name gives a rate. */
export const isRateName = (name: string): boolean => NAME.test(name) && !OTHER.test(name);

/** Functions of the step that are named after the rate, and give a number for each step. */
export const rateFunctions = (program: Program, script: JavaScriptRun): FoundRate[] =>
  functionsIn(program).flatMap((found) => {
    if (!isRateName(found.name) || found.node.suspended) return [];
    const steps = numberParameters(found, program.rules).filter(isStepName);
    const [step] = steps;
    if (step === undefined || steps.length > 1) return [];
    const rate = script.functionOf(found.name, found.node, step);
    return rate && isRate(rate) ? [foundFunction(found, step, undefined)] : [];
  });

/** Whatever else it may be called for, a function that gives no rate is none. */
export function isRate(rate: RateFunction): boolean {
  const first = rate.tried(0);
  if (isObject(first) && (first.kind === "unknown" || first.kind === "choice")) return true;
  return [0, 1, 2, 17].every((step) => {
    const value = rate.at(step);
    return Number.isFinite(value) && value >= 0;
  });
}

/** Functions that the user asked to see. */
export const previewed = (program: Program, previews: readonly FunctionPreview[]): FoundRate[] =>
  functionsIn(program).flatMap((found) => {
    const preview = previews.find(({ name }) => name === found.name);
    return preview ? [foundFunction(found, preview.parameter, preview.length)] : [];
  });

const foundFunction = (
  found: NamedFunction,
  step: string,
  length: number | undefined,
): FoundRate => ({
  name: found.name,
  anchor: found.nameRange,
  range: found.range,
  format: "function",
  clock: isEpochName(step) ? "epoch" : "update",
  run: (script) =>
    readingOf(found, script.functionOf(found.name, found.node, step), script, length),
});

/** Steps at which a function is tried before it is believed to be known everywhere. */
const PROBES = [0, 1, 2, 17, 1000, 100_000];

/** The run of a function that is a rate, or what to ask for first. */
export function readingOf(
  found: NamedFunction,
  rate: RateFunction | undefined,
  script: JavaScriptRun,
  length: number | undefined,
): RateReading {
  const ask = (symbol: string, unit: ForeignSymbol["unit"] = "number"): RateReading => ({
    unknowns: [{ symbol, range: found.nameRange, unit }],
  });
  if (!rate) return ask(`the function ${found.name}`);
  const drawn = length ?? drawnSteps(numbersNamed(found, script), 1000);
  for (const step of PROBES) {
    if (step >= drawn) break;
    const open = openIn(rate.tried(step));
    if (open !== undefined) return ask(open);
  }
  if (!Number.isFinite(rate.at(0))) return ask("the function's value at 0", "rate");
  return {
    run: {
      length: drawn,
      ...(length === undefined && { horizon: "open" as const }),
      tracks: [
        { name: "learningRate", group: 0, curve: functionCurve((k) => rate.at(Math.floor(k))) },
      ],
      kind: found.name,
    },
    unknowns: [],
  };
}

/** What is unknown in a value, in words; undefined where it is known. */
export function openIn(value: Value): string | undefined {
  if (!isObject(value)) return undefined;
  if (value.kind === "unknown") return value.symbol;
  return value.kind === "choice" ? value.condition : undefined;
}

/** Numbers that a function names, itself or by a constant: how far it is worth drawing. */
function numbersNamed({ node }: NamedFunction, script: JavaScriptRun): number[] {
  const found: number[] = [];
  const open: unknown[] = [node.body];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    const part = next as Expression;
    if (part.type === "number") found.push(part.value);
    if (part.type === "name") found.push(numberOf(script.read(part.name)) ?? 0);
    for (const value of Object.values(next)) if (typeof value === "object") open.push(value);
  }
  return found;
}
