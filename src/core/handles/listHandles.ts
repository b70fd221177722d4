import type { AnalyzedSchedule } from "../analysis";
import type { ParsedDocument } from "../parse/sourceValue";
import type { Track } from "../schedule/schedule";
import { followerHandles } from "./followerHandles";
import { foreignHandles } from "./foreign/foreignHandles";
import type { Axis, Handle } from "./handle";
import { modifierHandles } from "./modifierHandles";
import { phaseHandles } from "./phaseHandles";
import { TrackScope, type Definition } from "./scope";

/** More handles than this on one track could be neither seen nor reached. */
const MOST_OF_TRACK = 200;

const known = new WeakMap<AnalyzedSchedule, readonly Handle[]>();

/**
 * What of a schedule can be dragged, track by track; empty while it cannot be drawn. `document` is
 * the one that the schedule was read from.
 */
export function listHandles(
  document: ParsedDocument,
  analyzed: AnalyzedSchedule,
): readonly Handle[] {
  const found = known.get(analyzed) ?? list(document, analyzed);
  known.set(analyzed, found);
  return found;
}

function list(document: ParsedDocument, analyzed: AnalyzedSchedule): readonly Handle[] {
  const { schedule, source } = analyzed;
  if (document.format !== undefined) return foreignHandles(document, analyzed);
  if (!schedule) return [];
  const definition = { document, source, schedule };
  return [...schedule.tracks.values()].flatMap((track) => handlesOfTrack(definition, track));
}

function handlesOfTrack(definition: Definition, track: Track): Handle[] {
  if (track.phases.some(({ missing }) => missing)) return [];
  const scope = new TrackScope(definition, track);
  const handles = [
    ...phaseHandles(scope, MOST_OF_TRACK),
    ...followerHandles(scope),
    ...modifierHandles(scope),
  ];
  return handles
    .filter(({ step, value }) => Number.isFinite(step) && Number.isFinite(value))
    .slice(0, MOST_OF_TRACK)
    .map((handle) => checked(scope, handle));
}

/** With the reasons why the text cannot be changed, where it cannot. */
function checked(scope: TrackScope, handle: Handle): Handle {
  const { time, level } = handle;
  return {
    ...handle,
    ...(time && { time: checkedAxis(scope, time) }),
    ...(level && { level: checkedAxis(scope, level) }),
  };
}

function checkedAxis(scope: TrackScope, axis: Axis): Axis {
  // any other amount: whether the text can be changed does not depend on which
  const refusal = scope.refusal(axis.changes(axis.amount === 0 ? 1 : axis.amount * 2));
  return refusal ? { ...axis, refusal } : axis;
}
