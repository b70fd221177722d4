import { formatCount, formatNumber } from "../text/format";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { t } from "../text/words";
import { type KnownTrack, knownRate, knownTrack, roundValue } from "./support/rate";
import { sources } from "./support/sources";

/** How far the effective update may exceed the one at the peak of the rate. */
const TOLERANCE = 1.25;
const POINTS = 256;

export const rateAndTemperatureAtOdds: Rule = {
  id: "rate-and-temperature-at-odds",
  counts: "steps",
  severity: "information",
  title: t("Rate and temperature at odds"),
  why: t(
    "The gradient of InfoNCE grows with 1 / temperature at fixed weights; along training, in the probe contrastive, it grew as (1 / temperature)^0.5 to 0.9. Where rate / √temperature rises, the largest updates come late, when they should be small. A rate ∝ √temperature (relation power, exponent 0.5) kept the updates level there, one ∝ temperature made them shrink; under SGD at a rate that was constant before, the latter ended lower, and Adam needed neither.",
  ),
  source: sources.infoNce,
  check(context) {
    const [rate, temperature] = [knownRate(context), knownTrack(context, "temperature")];
    if (rate === undefined || temperature === undefined || !isPositive(temperature)) return [];
    const worst = largestUpdate(rate, temperature);
    const atPeak = rate.peak.value / Math.sqrt(temperature.track.curve.at(rate.peak.step));
    if (worst.value <= atPeak * TOLERANCE) return [];
    return [
      {
        path: temperature.track.path,
        message: t`Rate / √temperature is ${formatNumber(worst.value)} at step ${formatCount(worst.step)}, ${formatNumber(worst.value / atPeak, 2)} times what it is at the peak of the rate.`,
        fixes: harmonise(context, rate, temperature),
      },
    ];
  },
};

const isPositive = ({ track, length }: KnownTrack): boolean =>
  track.curve.extremes(0, length - 1).min > 0;

/** The largest rate / √temperature, the least that the update grows by, at evenly spread steps. */
function largestUpdate(rate: KnownTrack, temperature: KnownTrack): { step: number; value: number } {
  let worst = { step: 0, value: 0 };
  for (let point = 0; point <= POINTS; point++) {
    const step = Math.floor(((rate.length - 1) * point) / POINTS);
    const value = rate.track.curve.at(step) / Math.sqrt(temperature.track.curve.at(step));
    if (value > worst.value) worst = { step, value };
  }
  return worst;
}

/** The one follows the other by two relations; a constant rate has no course of its own to lose. */
function harmonise(context: RuleContext, rate: KnownTrack, temperature: KnownTrack): FixPlan[] {
  if (rate.track.follows !== undefined) return [];
  const { min, max } = rate.track.curve.extremes(0, rate.length - 1);
  return min === max
    ? rateFollows(context, rate, temperature)
    : temperatureFollows(rate, temperature);
}

/** The temperature follows the rate, between the values that it has now. */
function temperatureFollows(rate: KnownTrack, { track, length }: KnownTrack): FixPlan[] {
  const { min } = track.curve.extremes(0, length - 1);
  const value = roundValue(track.curve.at(rate.peak.step));
  const reference = { learningRate: roundValue(rate.peak.value), value };
  const follow = (relation: object): FixPlan["changes"] => [
    {
      type: "set",
      path: ["temperature"],
      value: { follow: "learningRate", ...relation, reference, min: roundValue(min) },
    },
  ];
  return [
    {
      title: t("Let the temperature follow the rate"),
      preferred: true,
      changes: follow({ relation: "proportional" }),
    },
    {
      title: t("Let the temperature follow the rate, rate ∝ √temperature"),
      changes: follow({ relation: "power", exponent: 2 }),
    },
  ];
}

/** The rate follows the temperature, from the value that it has where the temperature is highest. */
function rateFollows(context: RuleContext, rate: KnownTrack, { track, length }: KnownTrack) {
  if (track.follows !== undefined) return [];
  const { max } = track.curve.extremes(0, length - 1);
  const reference = { temperature: roundValue(max), value: roundValue(rate.peak.value) };
  const follow = (relation: object): FixPlan["changes"] => [
    {
      type: "set",
      path: ["learningRate"],
      value: { follow: "temperature", ...relation, reference },
    },
  ];
  return [
    {
      title: t("Let the rate follow the temperature"),
      preferred: true,
      changes: follow({ relation: "proportional" }),
    },
    {
      title: t("Let the rate follow √temperature"),
      changes: follow({ relation: "power", exponent: 0.5 }),
    },
  ];
}
