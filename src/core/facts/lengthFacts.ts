import type { Schedule } from "../schedule/schedule";
import { formatCount, formatNumber } from "../text/format";
import { plural } from "../text/plural";
import { t } from "../text/words";
import { clockWords } from "./clockWords";
import { type Fact, fact } from "./fact";

/** How the clocks of a run go together. */
export function lengthFacts({ length, time }: Schedule): Fact[] {
  const { stepsPerEpoch, stepsPerRound, tokensPerStep, samplesPerStep } = time;
  const facts = [fact("steps", t("The run"), plural(length, clockWords(time).noun))];
  if (stepsPerEpoch !== undefined) {
    const epochs = formatNumber(length / stepsPerEpoch);
    facts.push(
      fact("epoch", t("An epoch"), t`${plural(stepsPerEpoch, "step")}, of ${epochs} epochs`),
    );
  }
  if (stepsPerRound !== undefined) {
    const rounds = formatNumber(length / stepsPerRound);
    facts.push(
      fact("round", t("A round"), t`${plural(stepsPerRound, "step")}, of ${rounds} rounds`),
    );
  }
  if (samplesPerStep !== undefined) {
    facts.push(fact("samples", t("An update"), plural(samplesPerStep, "sample")));
    facts.push(fact("seen", t("Samples seen"), formatCount(samplesPerStep * length)));
  }
  if (tokensPerStep !== undefined)
    facts.push(fact("tokens", t("Tokens seen"), formatCount(tokensPerStep * length)));
  return facts;
}
