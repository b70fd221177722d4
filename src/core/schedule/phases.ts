import type { Path } from "../parse/sourceValue";
import type { Curve } from "./curve";
import { gapCurve } from "./curves/constant";
import { holdCurve } from "./curves/hold";
import { sequenceCurve } from "./curves/sequence";
import { shiftCurve } from "./curves/transform";
import { lastHold, resolveDuration, tooShort } from "./durations";
import type { Cycle, PhaseContext } from "./kinds/kind";
import { draftPhase, lengthsTogether, type PhaseDraft } from "./phaseDraft";
import { layCycle, layOut, type Place, type PlacedDraft } from "./phaseLayout";
import type { PhaseSpan } from "./schedule";
import { parseShare } from "./shapes";
import type { Duration } from "./time";
import { failAt, PHASE_FAILURE, type TrackContext } from "./trackContext";
import { plural } from "../text/plural";
import { t } from "../text/words";
import { formatCount } from "../text/format";

/** The phases of a track, laid on the run. */
export interface BuiltPhases {
  readonly curve: Curve;
  readonly spans: readonly PhaseSpan[];
  /** The track's peak, of which "10%" is a share; undefined where nothing has a value. */
  peak(): number | undefined;
}

type ValueOf = (given: number | string, path: Path) => number;

/** Where the phase before ended: a value, nothing before (the first phase), or not to be told. */
type Previous = number | "none" | "unknown";

/** Builds the curves of one track's phases, in order. */
class PhaseBuilder {
  private knownPeak: number | undefined;
  private peakAsked = false;

  constructor(
    private readonly drafts: readonly PlacedDraft[],
    private readonly context: TrackContext,
  ) {}

  /** One curve for each phase; undefined where it is wrong or unknown. */
  build(): (Curve | undefined)[] {
    return this.pass((share, path) => this.shareOfPeak(share, path), this.context);
  }

  peak(): number | undefined {
    if (!this.peakAsked) this.knownPeak = this.findPeak();
    this.peakAsked = true;
    return this.knownPeak;
  }

  private shareOfPeak(share: number, path: Path): number {
    const peak = this.peak();
    if (peak !== undefined && peak > 0) return share * peak;
    const message = t(
      "A share of the peak needs a value above 0 in numbers somewhere in the same track.",
    );
    return failAt(this.context.report, path, "no-peak", message);
  }

  /**
   * The greatest value that is written in numbers or reached by phases. Shares are NaN meanwhile,
   * and so is all that depends on them; extremes pass over NaN.
   */
  private findPeak(): number | undefined {
    let peak = -Infinity;
    const note = (value: number): void => {
      if (value > peak) peak = value;
    };
    const curves = this.pass(() => NaN, { ...this.context, report: () => undefined }, note);
    curves.forEach((curve, i) => {
      const length = this.drafts[i]?.place.length ?? 0;
      if (curve !== undefined) note(curve.extremes(0, length).max);
    });
    return Number.isFinite(peak) ? peak : undefined;
  }

  private pass(
    share: (share: number, path: Path) => number,
    context: TrackContext,
    note: (value: number) => void = () => undefined,
  ): (Curve | undefined)[] {
    const value: ValueOf = (given, path) => {
      if (typeof given === "string") return share(parseShare(given) ?? NaN, path);
      note(given);
      return given;
    };
    return buildInOrder(this.drafts, { previous: "none", value, context });
  }
}

/** Each phase may begin where the one before ended. */
function buildInOrder(
  drafts: readonly PlacedDraft[],
  { previous, value, context }: Pick<Building, "previous" | "value" | "context">,
): (Curve | undefined)[] {
  let before = previous;
  return drafts.map(({ draft, place }) => {
    const curve = buildOne({ draft, place, previous: before, value, context });
    before = curve === undefined ? "unknown" : curve.at(place.length);
    return curve;
  });
}

interface Building extends PlacedDraft {
  readonly previous: Previous;
  readonly value: ValueOf;
  readonly context: TrackContext;
}

function buildOne(building: Building): Curve | undefined {
  const { draft, place } = building;
  if (draft.shape === undefined || !place.known) return undefined;
  const { kind, parameters } = draft.shape;
  try {
    const context = phaseContext(building);
    const curve = kind.build(parameters, context);
    const held = context.stair === 1 ? curve : holdCurve(curve, context.stair);
    const shown = context.skipped === 0 ? held : shiftCurve(held, context.skipped);
    checkFinite(shown, building);
    return shown;
  } catch (error) {
    if (error === PHASE_FAILURE) return undefined;
    throw error;
  }
}

/** A value beyond what a number can hold; a share still to be found (NaN) is none. */
function checkFinite(curve: Curve, { draft, place, context }: Building): void {
  const { min, max } = curve.extremes(0, place.length);
  if (min === -Infinity || max === Infinity) {
    failAt(
      context.report,
      draft.path,
      "not-finite",
      t("The values of this phase grow beyond what a number can hold."),
    );
  }
}

interface BuildContext extends PhaseContext {
  /** The steps for which the value is held; 1 where it is not. */
  readonly stair: number;
  /** The steps of the shape before the phase begins. */
  readonly skipped: number;
}

function phaseContext(building: Building): BuildContext {
  const { draft, place, previous, value, context } = building;
  const at = (inner: readonly (string | number)[]): Path => [...draft.path, ...inner];
  const fail: PhaseContext["fail"] = (code, message, ...inner) =>
    failAt(context.report, at(inner), code, message);
  const steps = (
    least: number,
    duration: Duration,
    inner: readonly (string | number)[],
  ): number => {
    const resolved = resolveDuration(duration, context.time);
    if ("code" in resolved) return fail(resolved.code, resolved.message, ...inner);
    if (resolved.steps >= least) return resolved.steps;
    return fail("zero-length", tooShort(duration, resolved.exact), ...inner);
  };
  const { kind, parameters = {} } = draft.shape ?? {};
  const { every, skip, endpoint = kind?.endpoint ?? false } = parameters;
  const stair = every === undefined || kind?.ownsEvery ? 1 : steps(1, every, ["every"]);
  const skipped = skip === undefined ? 0 : steps(0, skip, ["skip"]);
  const length = skipped + place.length;
  return {
    stair,
    skipped,
    length,
    reach: endpoint ? lastHold(length, stair) : length,
    start: place.start - skipped,
    first: previous === "none",
    cycle: draft.inner && cycleOf(draft.inner, { ...building, start: place.start - skipped }, fail),
    time: context.time,
    optimizer: context.optimizer,
    value: (given, ...inner) => value(given, at(inner)),
    from: (given) => (given === undefined ? startOf(previous, fail) : value(given, at(["from"]))),
    position: (duration, ...inner) => steps(0, duration, inner),
    period: (duration, ...inner) => steps(1, duration, inner),
    fail,
  };
}

function startOf(previous: Previous, fail: PhaseContext["fail"]): number {
  if (previous === "none") {
    fail(
      "missing-key",
      t('The first phase of a track has no previous value to begin with; add "from".'),
    );
  }
  // why the phase before has no value has been said there
  if (previous === "unknown") throw PHASE_FAILURE;
  return previous;
}

function cycleOf(
  inner: readonly PhaseDraft[],
  { start, previous, value, context }: Building & { readonly start: number },
  fail: PhaseContext["fail"],
): Cycle {
  const { nesting = 0 } = context;
  const within = { ...context, nesting: nesting + 1 };
  return {
    together: lengthsTogether(inner),
    inside: nesting > 0,
    build: (length) => {
      const drafts = layCycle(inner, start, length, fail);
      const curves = buildInOrder(drafts, { previous, value, context: within });
      const pieces = drafts.flatMap((draft, i) => {
        const curve = curves[i];
        // what is wrong with a phase has been said there
        if (curve === undefined) throw PHASE_FAILURE;
        return draft.place.length > 0 ? [{ start: draft.place.start - start, curve }] : [];
      });
      const [last] = pieces.slice(-1);
      if (last === undefined) throw PHASE_FAILURE;
      const curve = pieces.length === 1 ? last.curve : sequenceCurve(pieces);
      return { curve, end: last.curve.at(length - last.start) };
    },
  };
}

/** Reads, places and builds a list of phases. Every problem is reported; the rest is drawn. */
export function buildPhases(
  list: readonly unknown[],
  path: Path,
  context: TrackContext,
): BuiltPhases {
  // a program may hand in a list with holes, which `map` would pass over
  const drafts = Array.from(list, (plain, i) => draftPhase(plain, [...path, i], context));
  const { steps } = context.time;
  const places = layOut(drafts, steps, context.report);
  const builder = new PhaseBuilder(
    drafts.map((draft, i) => ({
      draft,
      place: places[i] ?? { start: steps, length: 0, known: false },
    })),
    context,
  );
  const curves = builder.build();
  const spans = drafts.map((draft, i) => span(draft, places[i], curves[i], steps));
  const rest = uncovered(drafts, places, path, context);
  const all = rest === undefined ? spans : [...spans, rest];
  return { curve: joined(all), spans: all, peak: () => builder.peak() };
}

function span(
  draft: PhaseDraft,
  place: Place | undefined,
  curve: Curve | undefined,
  steps: number,
): PhaseSpan {
  const { start = steps, length = 0 } = place ?? {};
  return {
    kind: draft.kind,
    start: Math.min(start, steps),
    end: Math.min(start + length, steps),
    length,
    curve: curve ?? gapCurve,
    path: draft.path,
    ...(curve === undefined && { missing: true }),
  };
}

/** The end of the run that no phase covers. */
function uncovered(
  drafts: readonly PhaseDraft[],
  places: readonly Place[],
  path: Path,
  { time, report }: TrackContext,
): PhaseSpan | undefined {
  const last = places.at(-1);
  const end = last === undefined ? 0 : last.start + last.length;
  if (end >= time.steps) return undefined;
  const blamed = drafts.at(-1)?.path ?? path;
  const message =
    last === undefined
      ? t("This track has no phases; it needs at least one.")
      : t`The phases end at step ${formatCount(end)}, but the run has ${plural(time.steps, "step")}. Leave "for" out of one phase, which then fills the rest, or lengthen one.`;
  report({
    code: "phases-shorter-than-run",
    path: last === undefined ? path : [...blamed, "for"],
    message,
  });
  return {
    kind: "gap",
    start: end,
    end: time.steps,
    length: time.steps - end,
    curve: gapCurve,
    path,
    missing: true,
  };
}

function joined(spans: readonly PhaseSpan[]): Curve {
  const pieces = spans.filter(({ start, end }) => end > start);
  const [only] = pieces;
  if (only === undefined) return gapCurve;
  return pieces.length === 1 && only.start === 0 ? only.curve : sequenceCurve(pieces);
}
