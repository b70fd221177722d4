import type { Judged } from "../judged";
import { divergence } from "./divergence";
import { explodingStart } from "./explodingStart";
import type { Finding, FindingKind, Look } from "./finding";
import { notLearned, overFitting, stillFalling, underFitting } from "./fitting";
import { decayedAway, noiseFloor } from "./floor";

const LOOKS: readonly (readonly [FindingKind, Look])[] = [
  ["divergence", divergence],
  ["explodingStart", explodingStart],
  ["notLearned", notLearned],
  ["stillFalling", stillFalling],
  ["underFitting", underFitting],
  ["overFitting", overFitting],
  ["decayedAway", decayedAway],
  ["noiseFloor", noiseFloor],
];

/** A run shorter than this says little about ends and starts. */
const LEAST_STEPS = 40;

/** Everything that is found, schedule by schedule. */
export const findings = (all: readonly Judged[]): Finding[] =>
  all.flatMap((judged) =>
    LOOKS.flatMap(([kind, look]): Finding[] => {
      if (judged.run.step < LEAST_STEPS && kind !== "divergence") return [];
      const sentence = look(judged, all);
      return sentence ? [{ kind, schedule: judged.schedule.id, sentence }] : [];
    }),
  );
