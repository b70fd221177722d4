import type { FindingKind } from "../../../src/probe/verdict/findings/finding";
import type { Verdict } from "../../../src/probe/verdict/verdict";
import { LEVEL } from "../../../src/probe/verdict/comparisons";
import { t } from "../../../src/core/text/words";

/** The words come with the code, after the first run. */
const chipWords = {
  nothingUnusual: () => t("Nothing unusual"),
  tooFewSeeds: () => t("Too few seeds"),
  noDifference: () => t("No difference shown"),
  /** The name last: where there is little room, its end is what can be spared. */
  endsLower: (name: string) => t("Ends lower: {0}", name),
  finding: {
    divergence: () => t("Diverged"),
    explodingStart: () => t("Exploding start"),
    notLearned: () => t("Hardly learned"),
    stillFalling: () => t("Still learning at the end"),
    underFitting: () => t("Under-fits"),
    overFitting: () => t("Over-fits"),
    decayedAway: () => t("Decayed too early"),
    noiseFloor: () => t("Levels off"),
  },
} as const;

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
    return { text: chipWords.finding[worst.kind](), tone: TONES[worst.kind], why };
  }
  return { text: compared ?? chipWords.nothingUnusual(), tone: "good", why };
}

function comparedText({ comparisons, seedsNeeded }: Verdict): string | undefined {
  if (comparisons.length === 0) return undefined;
  if (seedsNeeded !== undefined) return chipWords.tooFewSeeds();
  const [shown] = comparisons.filter(({ adjusted }) => adjusted <= LEVEL);
  return shown ? chipWords.endsLower(shown.a.schedule.name) : chipWords.noDifference();
}
