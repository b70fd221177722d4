import type { Path } from "../parse/sourceValue";
import type { Schedule } from "../schedule/schedule";
import { type Fact, isKnown } from "./fact";
import { followerFacts } from "./followerFacts";
import { layersFacts, samplesFacts } from "./layersFacts";
import { lengthFacts } from "./lengthFacts";
import { optimizerFacts } from "./optimizerFacts";
import { plateauFacts } from "./plateauFacts";
import { valueFacts } from "./valueFacts";
import { warmupFacts } from "./warmupFacts";

type Facts = (schedule: Schedule, path: Path) => readonly Fact[];

/** What is told of the parts of a definition that are no tracks. */
const SETTINGS: Readonly<Record<string, Facts>> = {
  length: lengthFacts,
  optimizer: optimizerFacts,
  layers: layersFacts,
  samples: samplesFacts,
  onPlateau: plateauFacts,
};

/**
 * What is known about the very part of a definition that `path` names: a duration in steps, a share
 * as a value, a warmup beside the optimizer's memory, a follower's bounds, an optimizer's memory.
 */
export function partFacts(schedule: Schedule, path: Path): Fact[] {
  const [name] = path;
  if (typeof name !== "string") return [];
  const setting = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
  if (setting) return setting(schedule, path).filter(isKnown);
  return [
    ...valueFacts(schedule, path),
    ...warmupFacts(schedule, path),
    ...followerFacts(schedule, path),
  ].filter(isKnown);
}
