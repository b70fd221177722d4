import { factorAmount, type HandlePoint, type PhaseText } from "./handlePoint";

/** `step`, and `exponential` by `factor`: when the first drop is, and how deep. */
export function dropPoints(text: PhaseText): HandlePoint[] {
  const [every, factor] = [text.steps("every"), text.number("factor")];
  if (every === undefined || factor === undefined) return [];
  const first = text.at(0);
  return [
    {
      parameter: "every",
      role: "drop",
      at: every,
      value: first * factor,
      time: { keys: ["every"], min: 1, max: Math.max(text.length, every) },
      level: factorAmount("factor", factor, first),
    },
  ];
}
