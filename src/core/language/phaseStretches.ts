import type { AnalyzedSchedule } from "../analysis";
import { headRange } from "../parse/sourceValue";
import { samePath, tracksOf } from "./parts";

/** A phase of a track: which steps it has, and where in the text it is written. */
export interface PhaseStretch {
  readonly track: string;
  /** Steps [start, end) of the run. */
  readonly stretch: { readonly start: number; readonly end: number };
  /** The end of its kind or its builder's name. */
  readonly offset: number;
}

/** The phases that have values, where a track has several: one alone is the track's own curve. */
export const phaseStretches = ({ source, schedule }: AnalyzedSchedule): PhaseStretch[] =>
  tracksOf(source).flatMap(({ name, phases }) => {
    const spans = schedule?.tracks.get(name)?.phases ?? [];
    if (phases.length < 2) return [];
    return phases.flatMap((phase): PhaseStretch[] => {
      const span = spans.find(({ path }) => samePath(path, phase.path));
      if (!span || span.missing === true || span.end - span.start < 2) return [];
      const { start, end } = span;
      return [{ track: name, stretch: { start, end }, offset: headRange(phase.source).end }];
    });
  });
