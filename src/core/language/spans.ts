import type { Path } from "../parse/sourceValue";
import type { PhaseSpan, Schedule } from "../schedule/schedule";
import type { PhasePart } from "./parts";

type Spans = ReadonlyMap<string, PhaseSpan>;

/** Of paths that begin with the same track. */
const keyOf = (path: Path): string => path.slice(1).join(".");

/** Of several in the same place, which a `repeat` makes, the first. */
const byPlace = (spans: readonly PhaseSpan[]): Spans =>
  new Map(spans.toReversed().map((span) => [keyOf(span.path), span]));

/** What became of a phase that is written; tracks are gone through once, when they are first asked for. */
export function spanFinder(
  schedule: Schedule | undefined,
): (phase: PhasePart) => PhaseSpan | undefined {
  const known = new Map<string, Spans>();
  return ({ path }) => {
    const track = String(path[0]);
    const spans = known.get(track) ?? byPlace(schedule?.tracks.get(track)?.phases ?? []);
    known.set(track, spans);
    return spans.get(keyOf(path));
  };
}
