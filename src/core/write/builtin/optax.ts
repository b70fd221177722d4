import { optaxTable } from "../../libraries/optax/table";
import type { LibraryRecord } from "../../libraries/value";
import type { Schedule } from "../../schedule/schedule";
import { agrees, libraryCurve } from "./agreement";
import { saidNumber, segmentsOf, type Segment } from "./segments";

export interface OptaxCall {
  readonly kind: string;
  readonly args: LibraryRecord;
}

/** Schedules of optax that reproduce the rate, joined at `boundaries`. */
export interface OptaxSchedules {
  readonly calls: readonly OptaxCall[];
  readonly boundaries: readonly number[];
}

const reach = ({ said, length }: Segment): number =>
  said["endpoint"] === true ? length - 1 : length;

const PROPOSALS: Readonly<Record<string, (segment: Segment) => OptaxCall>> = {
  constant: ({ from }) => ({ kind: "constant_schedule", args: { value: from } }),
  hold: ({ from }) => ({ kind: "constant_schedule", args: { value: from } }),
  linear: (segment) => ({
    kind: "linear_schedule",
    args: { init_value: segment.from, end_value: segment.to, transition_steps: reach(segment) },
  }),
  cosine: (segment) => ({
    kind: "cosine_decay_schedule",
    args: {
      init_value: segment.from,
      decay_steps: reach(segment),
      alpha: segment.to / segment.from,
      ...(saidNumber(segment, "exponent") !== undefined && {
        exponent: saidNumber(segment, "exponent") ?? 1,
      }),
    },
  }),
  polynomial: (segment) => ({
    kind: "polynomial_schedule",
    args: {
      init_value: segment.from,
      end_value: segment.to,
      power: saidNumber(segment, "power") ?? 1,
      transition_steps: reach(segment),
    },
  }),
  exponential: (segment) => ({
    kind: "exponential_decay",
    args: {
      init_value: segment.from,
      transition_steps: saidNumber(segment, "every") ?? segment.length,
      decay_rate: saidNumber(segment, "factor") ?? segment.to / segment.from,
    },
  }),
  step: (segment) => ({
    kind: "exponential_decay",
    args: {
      init_value: segment.from,
      transition_steps: segment.curve.breakpoints(0, segment.length, 1)[0] ?? segment.length,
      decay_rate: saidNumber(segment, "factor") ?? 0.1,
      staircase: true,
    },
  }),
};

/** The rate as schedules that optax has; undefined where it has none that are the same. */
export function optaxSchedules(schedule: Schedule): OptaxSchedules | undefined {
  const segments = segmentsOf(schedule);
  const calls = segments.map((segment) => PROPOSALS[segment.kind]?.(segment));
  if (calls.length === 0 || !calls.every((call) => call !== undefined)) return undefined;
  const boundaries = segments.slice(1).map(({ start }) => start);
  const [only] = calls;
  const whole =
    only && calls.length === 1
      ? only
      : { kind: "join_schedules", args: { schedules: calls.map(nested), boundaries } };
  const curve = libraryCurve(optaxTable, { ...whole, base: 1 }, schedule);
  return agrees(curve, schedule) ? { calls, boundaries } : undefined;
}

const nested = ({ kind, args }: OptaxCall): LibraryRecord => ({ kind, args });
