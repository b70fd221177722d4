import type { Path } from "../parse/sourceValue";
import type { PhaseSpan, Track } from "../schedule/schedule";
import { plainAt, type TrackScope } from "./scope";

/** A phase as it lies on the run, for its handles. */
export interface ListedPhase {
  readonly path: Path;
  readonly kind: string;
  /** Its place in the track's `phases`; a repeated phase has that of the one that repeats it. */
  readonly index: number;
  readonly start: number;
  /** n, the steps that it was given. */
  readonly length: number;
  /** Its value at a step of its own, before the track's `scale` and the like. */
  readonly at: (step: number) => number;
  /** How it gets its length: written, what the others leave, or from its own parameters. */
  readonly extent: "written" | "rest" | "own";
}

/** Phases one after another, and whether together they must fill the run. */
export interface PhaseList {
  readonly phases: readonly ListedPhase[];
  /** The number of steps to fill; undefined where the list may become longer or shorter. */
  readonly fills: number | undefined;
}

/** The phases of a track that are drawn; empty where their places are not known. */
export function phasesOfTrack(scope: TrackScope, track: Track): PhaseList {
  const spans = track.phases.filter(({ kind }) => kind !== "gap");
  const phases = spans.map((span) => listed(scope, span, track.phases.indexOf(span)));
  const rests = phases.filter(({ extent }) => extent === "rest");
  return { phases: rests.length > 1 ? [] : phases, fills: scope.length };
}

function listed(scope: TrackScope, span: PhaseSpan, index: number): ListedPhase {
  const { path, kind, start, length, curve } = span;
  return {
    path,
    kind,
    index,
    start,
    length,
    at: (step) => curve.at(step),
    extent: extentOf(scope.plain(path), kind),
  };
}

function extentOf(plain: unknown, kind: string): ListedPhase["extent"] {
  if (plainAt(plain, ["for"]) !== undefined) return "written";
  if (kind === "untunedWarmup" && plainAt(plain, ["shape"]) !== "exponential") return "own";
  return kind === "repeat" && plainAt(plain, ["times"]) !== undefined ? "own" : "rest";
}
