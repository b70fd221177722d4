import type { FindingKind } from "../../../src/probe/verdict/findings/finding";
import type { Verdict } from "../../../src/probe/verdict/verdict";
import { LEVEL } from "../../../src/probe/verdict/comparisons";
import { words } from "../strings";

/** A verdict in a few words, in sight wherever its sentences are. */
export interface Chip {
  readonly text: string;
  /** All that it stands for. */
  readonly why: string;
  readonly tone: "good" | "notable" | "bad";
}

const TONES: Readonly<Record<FindingKind, Chip["tone"]>> = {
  divergence: "bad",
  explodingStart: "bad",
  notLearned: "bad",
  stillFalling: "notable",
  underFitting: "notable",
  overFitting: "notable",
  decayedAway: "notable",
  noiseFloor: "notable",
};

/** What came out of a comparison first, for that is what it was made for; else what is worst. */
export function chipOf(verdict: Verdict, sentences: readonly string[]): Chip {
  const why = sentences.join("\n");
  const compared = comparedText(verdict);
  const worst =
    verdict.findings.find(({ kind }) => TONES[kind] === "bad") ?? verdict.findings.at(0);
  if (worst && (compared === undefined || TONES[worst.kind] === "bad")) {
    return { text: words.finding[worst.kind](), tone: TONES[worst.kind], why };
  }
  return { text: compared ?? words.nothingUnusual(), tone: "good", why };
}

function comparedText({ comparisons, seedsNeeded }: Verdict): string | undefined {
  if (comparisons.length === 0) return undefined;
  if (seedsNeeded !== undefined) return words.tooFewSeeds();
  const [shown] = comparisons.filter(({ adjusted }) => adjusted <= LEVEL);
  return shown ? words.endsLower(shown.a.schedule.name) : words.noDifference();
}
