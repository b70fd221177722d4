import { cosineShape, linearShape } from "../curves/shape";
import { knotCurve, type Knot } from "../curves/table";
import {
  durationShape,
  flagShape,
  optional,
  parseShare,
  positiveShape,
  required,
  valueShape,
  wordShape,
} from "../shapes";
import { lastHold } from "../durations";
import { roundedProduct } from "../rounding";
import type { Duration } from "../time";
import { everyEntry, phaseEntries, phaseSchema } from "./entries";
import type { HandlePoint, PhaseText, PointAmount } from "./handlePoint";
import { phaseKind, type PhaseContext } from "./kind";
import { t } from "../../text/words";

export const oneCycle = phaseKind({
  kind: "oneCycle",
  summary:
    "One rise to the peak and one fall far below the start (Smith & Topin 2018), as PyTorch's OneCycleLR.",
  endpoint: true,
  formula:
    "from peak / initialDivisor at u = 0 to peak at u = rise − (n − m), and to peak / initialDivisor / finalDivisor at u = m, along shape",
  example: { peak: 0.1 },
  whole: true,
  template: ({ start, end }) => ({ peak: Math.max(start, end) }),
  handles: oneCyclePoints,
  schema: phaseSchema("oneCycle", {
    peak: required("The greatest value.", valueShape),
    initialDivisor: optional(
      "The first value is peak / initialDivisor; 25 if left out.",
      positiveShape,
    ),
    finalDivisor: optional(
      "The last value is the first value / finalDivisor; 10,000 if left out.",
      positiveShape,
    ),
    rise: optional(
      'How long the rise is; a percentage is of the phase; "30%" if left out.',
      durationShape,
    ),
    shape: optional(
      '"cosine" (if left out) or "linear" rise and fall.',
      wordShape("cosine", "linear"),
    ),
    threePhase: optional(
      "true: the fall is as long as the rise and ends at the first value, a third part goes on below it.",
      flagShape,
    ),
    endpoint: optional(
      "false: peak and end are reached one step (on a staircase one hold) later, at rise · n and n, as in optax.",
      flagShape,
    ),
    ...everyEntry,
    ...phaseEntries,
  }),
  build: (
    {
      peak,
      initialDivisor = 25,
      finalDivisor = 1e4,
      rise = "30%",
      shape = "cosine",
      threePhase = false,
    },
    context,
  ) => {
    const top = context.value(peak, "peak");
    const initial = top / initialDivisor;
    const early = context.length - context.reach;
    const summit = riseSteps(rise, context) - early;
    const back: Knot[] = threePhase ? [[2 * summit, initial]] : [];
    const turned = threePhase ? 2 * summit : summit;
    if (summit < 1 || turned >= context.reach) fail(rise, context);
    const knots: Knot[] = [
      [0, initial],
      [summit, top],
      ...back,
      [context.reach, initial / finalDivisor],
    ];
    return knotCurve(knots, shape === "cosine" ? cosineShape : linearShape);
  },
});

function riseSteps(rise: Duration, context: PhaseContext): number {
  const share = typeof rise === "string" ? parseShare(rise) : undefined;
  if (share === undefined) return context.position(rise, "rise");
  return roundedProduct(share, context.length);
}

function fail(rise: Duration, context: PhaseContext): never {
  context.fail(
    "one-cycle-rise",
    t`A rise of ${rise} leaves no room for both rise and fall in the ${context.length} steps of the phase.`,
    "rise",
  );
}

const divisorAmount = (key: string, amount: number, above: number): PointAmount => ({
  key,
  amount,
  least: 1e-3,
  most: 1e9,
  amountOf: (value) => above / value,
  valueOf: (divisor) => above / divisor,
});

/** The start, the peak and the end. The rise is counted with its last step. */
function oneCyclePoints(text: PhaseText): HandlePoint[] {
  const { length } = text;
  const [top, rise] = [text.value("peak"), text.part("rise", "30%")];
  if (top === undefined || rise === undefined) return [];
  const held = text.steps("every") ?? 1;
  const early = text.flag("endpoint") === false ? 0 : length - lastHold(length, held);
  const most = text.flag("threePhase") ? Math.ceil(length / 2) - early : length - early - 1;
  const initial = text.number("initialDivisor") ?? 25;
  const final = text.number("finalDivisor") ?? 1e4;
  const first = top / initial;
  return [
    {
      parameter: "initialDivisor",
      role: "start",
      at: 0,
      value: first,
      level: divisorAmount("initialDivisor", initial, top),
    },
    {
      parameter: "peak",
      role: "peak",
      at: rise - early,
      value: top,
      time: { keys: ["rise"], part: "30%", origin: -early, min: 1, max: most },
      level: ["peak"],
    },
    {
      parameter: "finalDivisor",
      role: "end",
      at: length - early,
      value: first / final,
      level: divisorAmount("finalDivisor", final, first),
    },
  ];
}
