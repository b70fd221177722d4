import { formatCount, formatNumber } from "../text/format";
import type { Rule, RuleContext } from "./rule";
import { type KnownTrack, knownRate, knownTrack, roundValue } from "./support/rate";
import { sources } from "./support/sources";

/** How far the effective update may exceed the one at the peak of the rate. */
const TOLERANCE = 1.25;
const POINTS = 256;

export const rateAndTemperatureAtOdds: Rule = {
  id: "rate-and-temperature-at-odds",
  counts: "steps",
  severity: "information",
  title: "Rate and temperature at odds",
  why: "The gradient of InfoNCE grows with 1 / temperature, so the effective update is rate / temperature; a temperature that falls faster than the rate makes the largest updates late, when they should be small. That is so at fixed weights; along training, in the probe contrastive, the gradient grew only as (1 / temperature)^0.5 to 0.9, so that a rate ∝ temperature over-corrects, and one ∝ √temperature (relation power, exponent 0.5) keeps the updates level.",
  source: sources.infoNce,
  check(context) {
    const [rate, temperature] = [knownRate(context), knownTrack(context, "temperature")];
    if (rate === undefined || temperature === undefined || !isPositive(temperature)) return [];
    const worst = largestUpdate(rate, temperature);
    const atPeak = rate.peak.value / temperature.track.curve.at(rate.peak.step);
    if (worst.value <= atPeak * TOLERANCE) return [];
    return [
      {
        path: temperature.track.path,
        message: `Rate / temperature is ${formatNumber(worst.value)} at step ${formatCount(worst.step)}, ${formatNumber(worst.value / atPeak, 2)} times what it is at the peak of the rate.`,
        fixes: harmonise(context, rate, temperature),
      },
    ];
  },
};

const isPositive = ({ track, length }: KnownTrack): boolean =>
  track.curve.extremes(0, length - 1).min > 0;

/** The largest rate / temperature at evenly spread steps. */
function largestUpdate(rate: KnownTrack, temperature: KnownTrack): { step: number; value: number } {
  let worst = { step: 0, value: 0 };
  for (let point = 0; point <= POINTS; point++) {
    const step = Math.floor(((rate.length - 1) * point) / POINTS);
    const value = rate.track.curve.at(step) / temperature.track.curve.at(step);
    if (value > worst.value) worst = { step, value };
  }
  return worst;
}

/** The temperature follows the rate, between the values that it has now. */
function harmonise(context: RuleContext, rate: KnownTrack, temperature: KnownTrack) {
  if (rate.track.follows !== undefined) return [];
  const { min } = temperature.track.curve.extremes(0, temperature.length - 1);
  const value = roundValue(temperature.track.curve.at(rate.peak.step));
  const follower = {
    follow: "learningRate",
    relation: "proportional",
    reference: { learningRate: roundValue(rate.peak.value), value },
    min: roundValue(min),
  };
  const change = { type: "set", path: ["temperature"], value: follower } as const;
  return [{ title: "Let the temperature follow the rate", preferred: true, changes: [change] }];
}
