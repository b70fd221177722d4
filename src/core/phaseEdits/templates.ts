import type { NewValue } from "../edit/change";
import { tidy } from "../handles/valueAxis";

/** What a new phase goes by. */
export interface PhaseFacts {
  readonly start: number;
  readonly end: number;
  /** Steps. */
  readonly length: number;
  /** A length of time as the track writes them. */
  readonly time: (steps: number) => NewValue;
}

type Parameters = Readonly<Record<string, NewValue>>;
type Template = (facts: PhaseFacts) => Parameters;

const to: Template = ({ end }) => ({ to: tidy(end) });
const share = ({ length }: PhaseFacts, of: number): number => Math.max(1, Math.round(length * of));
/** An exponential never reaches zero, and keeps the sign. */
const positive = ({ start, end }: PhaseFacts): number => tidy(start * end > 0 ? end : start * 0.01);

/** What each kind needs to be said, so that it leads from `start` to `end` in its own way. */
export const templates: Readonly<Record<string, Template>> = {
  constant: ({ start }) => ({ value: tidy(start) }),
  hold: () => ({}),
  linear: to,
  cosine: to,
  exponential: (facts) => ({ to: positive(facts) }),
  polynomial: (facts) => ({ ...to(facts), power: 2 }),
  oneMinusSqrt: to,
  rex: to,
  step: (facts) => ({ factor: 0.5, every: facts.time(share(facts, 0.25)) }),
  multiStep: (facts) => ({ at: [facts.time(share(facts, 0.5))], factor: 0.1 }),
  inverseSqrt: (facts) => ({ timescale: facts.time(share(facts, 0.1)) }),
  cyclic: (facts) => ({
    low: tidy(Math.min(facts.start, facts.end)),
    high: tidy(Math.max(facts.start, facts.end)),
    up: facts.time(share(facts, 0.25)),
  }),
  cosineRestarts: (facts) => ({ ...to(facts), period: facts.time(share(facts, 0.5)) }),
  oneCycle: ({ start, end }) => ({ peak: tidy(Math.max(start, end)) }),
};
