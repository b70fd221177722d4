import type { Path } from "../parse/sourceValue";
import type { CommonParameters } from "./kinds/kind";
import { kindNamed, phaseKindNames, type AnyKind } from "./kinds/named";
import { isPlain, type Plain, readEntries, readShape, reportUnknown } from "./readEntries";
import { lateIssue, type Issue, type Report } from "./issue";
import { resolveDuration, tooShort } from "./durations";
import { closest, remembered } from "./suggest";
import type { Duration } from "./time";
import { durationShape } from "./shapes";
import { failAt, PHASE_FAILURE, type TrackContext } from "./trackContext";
import { UnknownValue } from "./unknownValue";
import { either, found } from "./words";
import { t } from "../text/words";

/** A file of thousands of phases has the same slip in many. */
const closestKind = remembered((name) => closest(name, phaseKindNames));

/** How long a phase is: steps, what the others leave, or not to be told. */
export type DraftLength = number | "rest" | "unknown";

/** A phase that has been read but not yet placed. */
export interface PhaseDraft {
  readonly path: Path;
  readonly kind: string;
  readonly length: DraftLength;
  /** The length before rounding, where it is known. */
  readonly exact: number | undefined;
  /** The length is the shape's own, not one that the definition asks for; as last it may go on. */
  readonly own?: boolean;
  /** The phases that this one repeats, in their order. */
  readonly inner?: readonly PhaseDraft[];
  /** Undefined where the phase is wrong or unknown. */
  readonly shape: { readonly kind: AnyKind; readonly parameters: CommonParameters } | undefined;
}

/** "a linear", "an exponential": how messages name a phase. */
export const phaseNoun = (kind: string): string => t`A phase of kind "${kind}"`;

function broken(path: Path, plain: unknown, kind: string, context: TrackContext): PhaseDraft {
  const known = isPlain(plain) ? lengthOfBroken(plain, path, context) : unknownLength;
  return { path, kind, ...known, shape: undefined };
}

const lengthOfBroken = (plain: Plain, path: Path, context: TrackContext): KnownLength =>
  Object.hasOwn(plain, "for") && plain.for !== undefined
    ? readLengthOf(plain.for, [...path, "for"], context)
    : { length: "rest", exact: undefined };

function kindOf(plain: unknown, path: Path, report: Report): AnyKind | undefined {
  if (plain instanceof UnknownValue) {
    reportUnknown(plain, path, report);
    return undefined;
  }
  if (!isPlain(plain)) {
    const message = t`A phase is an object such as { "kind": "linear", "to": 0.1 }; found ${found(plain)}.`;
    report({ code: "wrong-type", path, message });
    return undefined;
  }
  const name = Object.hasOwn(plain, "kind") ? plain.kind : undefined;
  if (name instanceof UnknownValue) {
    reportUnknown(name, [...path, "kind"], report);
    return undefined;
  }
  const kind = typeof name === "string" ? kindNamed(name) : undefined;
  if (kind === undefined) reportKind(name, path, report);
  return kind;
}

function reportKind(name: unknown, path: Path, report: Report): void {
  if (name === undefined) {
    report({
      code: "missing-key",
      path,
      message: t('A phase needs "kind", for instance "linear" or "cosine".'),
    });
    return;
  }
  report(lateIssue({ code: "unknown-kind", path: [...path, "kind"] }, () => kindWords(name)));
}

function kindWords(name: unknown): Pick<Issue, "message" | "suggestion"> {
  const suggestion = typeof name === "string" ? closestKind(name) : undefined;
  const hint =
    suggestion === undefined
      ? t`Use one of ${either(phaseKindNames)}.`
      : t`Did you mean "${suggestion}"?`;
  return { message: t`There is no kind of phase ${found(name)}. ${hint}`, suggestion };
}

type KnownLength = Pick<PhaseDraft, "length" | "exact" | "own">;
const unknownLength: KnownLength = { length: "unknown", exact: undefined };

function readLengthOf(duration: unknown, path: Path, { time, report }: TrackContext): KnownLength {
  const read = readShape(durationShape, duration, path, report);
  return read === undefined ? unknownLength : lengthOf(read, path, { time, report });
}

function lengthOf(
  duration: Duration,
  path: Path,
  { time, report }: Pick<TrackContext, "time" | "report">,
): KnownLength {
  const resolved = resolveDuration(duration, time);
  if ("code" in resolved) {
    report({ code: resolved.code, path, message: resolved.message });
    return unknownLength;
  }
  if (resolved.steps === 0 && resolved.exact > 0) {
    report({ code: "zero-length", path, message: tooShort(duration, resolved.exact) });
  }
  return { length: resolved.steps, exact: resolved.exact };
}

/** Reads one phase: its kind, its parameters and its length; every problem is reported. */
export function draftPhase(plain: unknown, path: Path, context: TrackContext): PhaseDraft {
  const { report } = context;
  const kind = kindOf(plain, path, report);
  if (kind === undefined || !isPlain(plain)) return broken(path, plain, "unknown", context);
  const read = readEntries({
    entries: kind.schema.entries,
    plain,
    path,
    report,
    get what() {
      return phaseNoun(kind.kind);
    },
  });
  const parameters: CommonParameters | undefined = read.complete;
  const inner = draftInner(kind, read.values, path, context);
  const shaped: CommonParameters = read.values;
  const length = draftLength(plain.for, shaped.for, {
    kind,
    parameters,
    inner,
    path,
    context,
  });
  const known = length.length !== "unknown" && inner?.some(isBroken) !== true;
  return {
    path,
    kind: kind.kind,
    ...length,
    ...(inner && { inner }),
    shape: known && parameters ? { kind, parameters } : undefined,
  };
}

const isBroken = ({ shape, length }: PhaseDraft): boolean =>
  shape === undefined || length === "unknown";

/** Repeats inside of repeats multiply: one in another is enough for warm restarts within restarts. */
const DEEPEST = 2;

function draftInner(
  kind: AnyKind,
  values: Readonly<Record<string, unknown>>,
  path: Path,
  context: TrackContext,
): PhaseDraft[] | undefined {
  if (kind.kind !== "repeat") return undefined;
  const { nesting = 0, report } = context;
  if (nesting >= DEEPEST) {
    const message = t("Phases may be repeated inside of one other repeat, not deeper.");
    report({ code: "too-deep", path, message });
    return [{ path, kind: "unknown", ...unknownLength, shape: undefined }];
  }
  const list: readonly unknown[] = Array.isArray(values.phases) ? values.phases : [];
  const within = { ...context, nesting: nesting + 1 };
  const inner = Array.from(list, (plain, i) => draftPhase(plain, [...path, "phases", i], within));
  reportSecondRest(inner, report);
  return inner;
}

/** Tells each phase without a length but the first: only one can take what the others leave. */
export function reportSecondRest(drafts: readonly PhaseDraft[], report: Report): void {
  const rests = drafts.filter((draft) => draft.length === "rest");
  for (const draft of rests.slice(1)) {
    const message = t(
      'Two phases of this track have no "for". Only one may fill what the others leave; give this one, or the other, a length.',
    );
    report({ code: "two-rests", path: draft.path, message });
  }
}

/** The lengths of a cycle's phases together; undefined where one fills what the others leave. */
export function lengthsTogether(
  inner: readonly PhaseDraft[],
): { readonly steps: number; readonly exact: number } | undefined {
  let [steps, exact] = [0, 0];
  for (const draft of inner) {
    if (typeof draft.length !== "number") return undefined;
    steps += draft.length;
    exact += draft.exact ?? NaN;
  }
  return { steps, exact };
}

interface Drafting {
  readonly kind: AnyKind;
  readonly parameters: CommonParameters | undefined;
  readonly inner: readonly PhaseDraft[] | undefined;
  readonly path: Path;
  readonly context: TrackContext;
}

/** @param read What is given, where it has its shape: where not, that has been told. */
function draftLength(given: unknown, read: Duration | undefined, drafting: Drafting): KnownLength {
  const { kind, parameters, path, context } = drafting;
  if (given !== undefined)
    return read === undefined ? unknownLength : lengthOf(read, [...path, "for"], context);
  if (parameters === undefined || kind.ownLength === undefined)
    return { length: "rest", exact: undefined };
  return ownLength(drafting, parameters);
}

/** What is wrong with `skip` is told when the phase is built. */
function skippedOf({ skip }: CommonParameters, time: TrackContext["time"]): number {
  const resolved = skip === undefined ? undefined : resolveDuration(skip, time);
  return resolved !== undefined && "steps" in resolved ? resolved.steps : 0;
}

function ownLength(
  { kind, inner, path, context }: Drafting,
  parameters: CommonParameters,
): KnownLength {
  const { optimizer, time, nesting = 0 } = context;
  if (inner?.some(isBroken) === true) return unknownLength;
  try {
    const own = kind.ownLength?.(parameters, {
      optimizer,
      time,
      cycle: inner && { together: lengthsTogether(inner), inside: nesting > 0 },
      fail: (code, message, ...inner) => failAt(context.report, [...path, ...inner], code, message),
    });
    if (own === undefined) return { length: "rest", exact: undefined };
    const skipped = skippedOf(parameters, time);
    return {
      length: Math.max(0, own.steps - skipped),
      exact: Math.max(0, own.exact - skipped),
      own: own.goesOn,
    };
  } catch (error) {
    if (error === PHASE_FAILURE) return unknownLength;
    throw error;
  }
}
