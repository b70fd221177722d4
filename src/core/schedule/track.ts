import type { Path } from "../parse/sourceValue";
import type { Curve } from "./curve";
import { constantCurve, gapCurve } from "./curves/constant";
import { productCurve } from "./curves/product";
import { clampCurve, scaleCurve } from "./curves/transform";
import { followerCurve, followerEntries } from "./followers";
import { buildPhases } from "./phases";
import { isPlain, readEntries, readShape, reportUnknown, type Plain } from "./readEntries";
import type { PhaseSpan, Track } from "./schedule";
import { numberShape, optional, parseShare, textShape, valueShape, type Value } from "./shapes";
import type { TrackContext } from "./trackContext";
import { UnknownValue } from "./unknownValue";
import { found } from "./words";
import { t } from "../text/words";

/** What is done to all of a track's phases together. */
export const modifierEntries = {
  scale: optional("What all values are multiplied by.", numberShape),
  offset: optional("What is added to all values, after `scale` and `times`.", numberShape),
  min: optional("No value is below this.", valueShape),
  max: optional("No value is above this.", valueShape),
  times: optional("The name of a track that this one is multiplied by.", textShape),
};

interface Modifiers {
  readonly scale?: number | undefined;
  readonly offset?: number | undefined;
  readonly min?: Value | undefined;
  readonly max?: Value | undefined;
  readonly times?: string | undefined;
}

/** A track, and whether any of it could not be built. */
export interface BuiltTrack extends Track {
  readonly gaps: boolean;
}

/** Gives the track of a name, built before; undefined (and reported) where there is none. */
export type TrackLookup = (name: string, path: Path) => BuiltTrack | undefined;

export interface TrackSource {
  readonly name: string;
  readonly plain: unknown;
  readonly path: Path;
  readonly context: TrackContext;
  readonly lookup: TrackLookup;
}

/** Builds a track from any of its forms; every problem is reported, the rest is drawn. */
export function buildTrack(source: TrackSource): BuiltTrack {
  const { name, plain, path, context } = source;
  if (typeof plain === "number") return numberTrack(source, plain);
  if (Array.isArray(plain)) return phasesTrack(name, path, buildPhases(plain, path, context));
  if (plain instanceof UnknownValue) {
    reportUnknown(plain, path, context.report);
    return missingTrack(source);
  }
  if (!isPlain(plain)) {
    const message = t`"${name}" must be a number, a phase, a list of phases, or a rule { "follow": … }; found ${found(plain)}.`;
    context.report({ code: "wrong-type", path, message });
    return missingTrack(source);
  }
  if (Object.hasOwn(plain, "follow") || Object.hasOwn(plain, "relation"))
    return followerTrack(source, plain);
  // a phase of kind "repeat" has phases, too
  if (Object.hasOwn(plain, "phases") && !Object.hasOwn(plain, "kind"))
    return modifiedTrack(source, plain);
  return phasesTrack(name, path, buildPhases([plain], path, context));
}

function wholeRun(source: TrackSource, kind: string, curve: Curve | undefined): PhaseSpan {
  const { steps } = source.context.time;
  return {
    kind,
    start: 0,
    end: steps,
    length: steps,
    curve: curve ?? gapCurve,
    path: source.path,
    ...(!curve && { missing: true }),
  };
}

function oneSpan(
  source: TrackSource,
  kind: string,
  curve: Curve | undefined,
  follows?: string,
): BuiltTrack {
  return {
    name: source.name,
    curve: curve ?? gapCurve,
    phases: [wholeRun(source, kind, curve)],
    path: source.path,
    gaps: curve === undefined,
    ...(follows !== undefined && { follows }),
  };
}

const missingTrack = (source: TrackSource): BuiltTrack => oneSpan(source, "unknown", undefined);

function numberTrack(source: TrackSource, value: number): BuiltTrack {
  const read = readShape(numberShape, value, source.path, source.context.report);
  return oneSpan(source, "constant", read === undefined ? undefined : constantCurve(read));
}

type Phases = ReturnType<typeof buildPhases>;

const phasesTrack = (name: string, path: Path, { curve, spans }: Phases): BuiltTrack => ({
  name,
  curve,
  phases: spans,
  path,
  gaps: spans.some((span) => span.missing),
});

function modifiedTrack(source: TrackSource, plain: Plain): BuiltTrack {
  const { name, path, context } = source;
  const { phases, ...rest } = plain;
  const what = t`The track "${name}"`;
  const read = readEntries({
    entries: modifierEntries,
    known: ["phases"],
    plain: rest,
    path,
    report: context.report,
    what,
  });
  const list: readonly unknown[] = Array.isArray(phases) ? phases : [phases];
  const inner: Path = [...path, "phases"];
  const built = phases instanceof UnknownValue ? undefined : buildPhases(list, inner, context);
  if (phases instanceof UnknownValue) reportUnknown(phases, inner, context.report);
  if (built === undefined || read.complete === undefined) return missingTrack(source);
  const modifiers: Modifiers = read.complete;
  const curve = modified(built.curve, modifiers, () => built.peak(), source);
  if (curve === undefined) return missingTrack(source);
  return { ...phasesTrack(name, path, built), curve };
}

/** value · scale · times + offset, then min and max. */
function modified(
  curve: Curve,
  { scale = 1, offset = 0, min, max, times }: Modifiers,
  peak: () => number | undefined,
  source: TrackSource,
): Curve | undefined {
  const scaled = scale === 1 ? curve : scaleCurve(curve, scale);
  const other = times === undefined ? undefined : source.lookup(times, [...source.path, "times"]);
  if (times !== undefined && other === undefined) return undefined;
  const multiplied = other === undefined ? scaled : productCurve(scaled, other.curve);
  const moved = offset === 0 ? multiplied : scaleCurve(multiplied, 1, offset);
  const final = clamped(moved, { min, max }, peak, source);
  return final && isFinite(final, source) ? final : undefined;
}

/** Values beyond what a number can hold are told, and not drawn. */
function isFinite(curve: Curve, { name, path, context }: TrackSource): boolean {
  const range = curve.extremes(0, context.time.steps);
  if (range.min > -Infinity && range.max < Infinity) return true;
  // a track of gaps has NaN, and has been told of
  if (Number.isNaN(range.min)) return true;
  const message = t`The values of "${name}" grow beyond what a number can hold.`;
  context.report({ code: "not-finite", path, message });
  return false;
}

function clamped(
  curve: Curve,
  { min, max }: Modifiers,
  peak: () => number | undefined,
  { path, context }: TrackSource,
): Curve | undefined {
  if (min === undefined && max === undefined) return curve;
  const bound = (value: Value | undefined, key: string, none: number): number => {
    if (value === undefined) return none;
    if (typeof value === "number") return value;
    const share = (parseShare(value) ?? NaN) * (peak() ?? NaN);
    if (Number.isNaN(share)) {
      context.report({
        code: "no-peak",
        path: [...path, key],
        message: t("A share of the peak needs a value in numbers in the same track."),
      });
    }
    return share;
  };
  const [low, high] = [bound(min, "min", -Infinity), bound(max, "max", Infinity)];
  if (Number.isNaN(low) || Number.isNaN(high)) return undefined;
  if (low <= high) return clampCurve(curve, low, high);
  context.report({
    code: "min-above-max",
    path: [...path, "min"],
    message: t`"min" is ${low}, above "max", which is ${high}.`,
  });
  return undefined;
}

const allFollowerEntries = { ...followerEntries, ...modifierEntries };

function followerTrack(source: TrackSource, plain: Plain): BuiltTrack {
  const { path, context, lookup } = source;
  const { report } = context;
  const read = readEntries({
    entries: allFollowerEntries,
    plain,
    path,
    report,
    what: t("A track that follows another"),
  });
  const rule = read.complete;
  if (rule === undefined) return missingTrack(source);
  const followed = lookup(rule.follow, [...path, "follow"]);
  if (followed === undefined) return missingTrack(source);
  const curve = followerCurve({
    rule,
    curve: followed.curve,
    gaps: followed.gaps,
    steps: context.time.steps,
    path,
    report,
    capped: rule.max !== undefined,
  });
  const final = curve && modified(curve, rule, () => undefined, source);
  return {
    ...oneSpan(source, rule.relation, final, rule.follow),
    gaps: followed.gaps || final === undefined,
  };
}
