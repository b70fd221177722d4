import { buildSchedule } from "../../schedule/build";
import type { PhaseSpan, Schedule } from "../../schedule/schedule";
import { nativePhases, type NativePhase } from "../targets/nativePhases";

/** The same double by two ways, as a share of the value. */
const SAME = 1e-12;

/** Phases of our own that give the rate of another library's schedule, and what they say. */
export interface Recognised {
  readonly spans: readonly PhaseSpan[];
  readonly definition: object;
}

/**
 * The rate as phases of our own, so that what is proposed for a definition is for every schedule;
 * undefined where its values are not known or too many. Whether a proposal is the same curve is
 * measured afterwards.
 */
export function recognisedPhases({ length, tracks }: Schedule): Recognised | undefined {
  const curve = tracks.get("learningRate")?.curve;
  const phases = curve && nativePhases(curve, length);
  if (!phases) return undefined;
  const definition = { length: { steps: length }, learningRate: withDrops(joined(phases)) };
  const { schedule } = buildSchedule(definition);
  const spans = schedule?.tracks.get("learningRate")?.phases;
  return spans && { spans, definition };
}

/** Constants of one value that follow each other, as one: a corner at which nothing changes. */
function joined(phases: readonly NativePhase[]): NativePhase[] {
  const found: NativePhase[] = [];
  for (const phase of phases) {
    const [held, last] = [heldOf(phase), heldOf(found.at(-1))];
    if (held && last && held.value === last.value)
      found.splice(-1, 1, { ...phase, for: last.for + held.for });
    else found.push(phase);
  }
  return found;
}

/** Constants that fall by one factor again and again, as the drops that they are. */
function withDrops(phases: readonly NativePhase[]): object[] {
  const found: object[] = [];
  for (let i = 0; i < phases.length;) {
    const run = dropsFrom(phases, i);
    found.push(run.length > 1 ? dropping(run) : (phases[i] ?? {}));
    i += run.length;
  }
  return found;
}

interface Held {
  readonly value: number;
  readonly for: number;
}

function heldOf(phase: NativePhase | undefined): Held | undefined {
  if (phase?.["kind"] !== "constant") return undefined;
  const { value, for: length } = phase;
  return typeof value === "number" && value > 0 && typeof length === "number"
    ? { value, for: length }
    : undefined;
}

/** The phase at `first` and those after it that go on dropping by the factor of the second. */
function dropsFrom(phases: readonly NativePhase[], first: number): Held[] {
  const run: Held[] = [];
  let factor: number | undefined;
  for (const phase of phases.slice(first)) {
    const held = heldOf(phase);
    const last = run.at(-1);
    if (!held) break;
    if (last) {
      const drop = held.value / last.value;
      factor ??= drop;
      if (!(Math.abs(drop / factor - 1) <= SAME)) break;
    }
    run.push(held);
  }
  return run.length > 0 ? run : [{ value: NaN, for: 0 }];
}

function dropping(run: readonly Held[]): object {
  const [first, second] = run;
  const from = first?.value ?? NaN;
  const factor = Number(((second?.value ?? NaN) / from).toPrecision(12));
  const length = run.reduce((sum, one) => sum + one.for, 0);
  const every = first?.for ?? 0;
  const isRegular = run.slice(0, -1).every((one) => one.for === every);
  if (isRegular && run.length > 2 && (run.at(-1)?.for ?? 0) <= every)
    return { kind: "step", from, factor, every, for: length };
  const at: number[] = [];
  for (const one of run.slice(0, -1)) at.push((at.at(-1) ?? 0) + one.for);
  return { kind: "multiStep", from, at, factor, for: length };
}
