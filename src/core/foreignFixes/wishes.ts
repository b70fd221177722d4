import { peakOf } from "../facts/peak";
import type { Setting } from "../formats/setting";
import type { Found } from "../handles/foreign/foreignHandles";
import type { Meaning } from "../handles/foreign/meanings";
import type { Schedule } from "../schedule/schedule";
import { roundValue } from "../rules/support/rate";
import { usualWarmup } from "../rules/support/usualWarmup";

/** A run on the clock by which its program counts, and where its curves show the numbers. */
export interface Run {
  readonly schedule: Schedule;
  readonly places: readonly Found[];
}

/** Other amounts that a number could say; those that mend nothing are not offered. */
interface Wish {
  readonly means: readonly Meaning[];
  readonly amounts: (setting: Setting, run: Run) => readonly number[];
}

const isShare = (name: string): boolean => /ratio|fraction|proportion|pct|share/i.test(name);

/** A usual warmup in the unit of the number that says it. */
const usual: Wish = {
  means: ["warmup"],
  amounts: (setting, { schedule, places }) => {
    const steps = usualWarmup(schedule);
    const { name, value, per = 1 } = setting;
    if (isShare(name)) return [Number((steps / schedule.length).toPrecision(2))];
    const place = places.find((one) => one.setting === setting && one.axis === "time");
    if (place && place.relation.unit !== "steps") return [place.relation.amountAt(steps)];
    return Number.isInteger(value) ? [Math.max(1, Math.round(steps / per))] : [];
  },
};

/** From its start, or from the end of the warmup, to the end of the run. */
const toTheEnd: Wish = {
  means: ["length", "cycle"],
  amounts: ({ value, per = 1 }, { schedule: { length }, places }) => {
    const warmup = places.find(({ setting }) => setting.value * per < length && isWarmup(setting));
    const ends = [length, ...(warmup ? [length - warmup.step, length - warmup.step - 1] : [])];
    return Number.isInteger(value) ? ends.map((end) => Math.round(end / per)) : [];
  },
};

const isWarmup = ({ name }: Setting): boolean => /warm/i.test(name);

/** As many whole periods as there are about now, and one at least. */
const wholePeriods: Wish = {
  means: ["cycle"],
  amounts: ({ value, per = 1 }, { schedule: { length } }) => {
    const periods = Math.max(1, Math.round(length / (value * per)));
    return Number.isInteger(value) ? [Math.ceil(length / periods / per)] : [];
  },
};

/** Two drops, or two restarts, in the run. */
const thirds: Wish = {
  means: ["cycle"],
  amounts: ({ value, per = 1 }, { schedule: { length } }) =>
    Number.isInteger(value) && value * per >= length ? [Math.ceil(length / 3 / per)] : [],
};

const toZero: Wish = { means: ["floor", "floorShare"], amounts: () => [0] };

const peakValue = ({ schedule }: Run): number => {
  const rate = schedule.tracks.get("learningRate");
  return (rate && peakOf(rate, schedule.length)?.value) ?? NaN;
};

/** A tenth of the peak. */
const toTenth: Wish = {
  means: ["floor"],
  amounts: (_, run) => [roundValue(peakValue(run) / 10)],
};

/** The share that ends at the rate as which the number is written. */
const asRate: Wish = {
  means: ["floorShare"],
  amounts: ({ value }, run) => [Number((value / peakValue(run)).toPrecision(2))],
};

const shareOfTenth: Wish = { means: ["floorShare"], amounts: () => [0.1] };

/** A fall by as much as the rate rises now. */
const inverse: Wish = {
  means: ["factor"],
  amounts: ({ value }) => (value > 1 ? [roundValue(1 / value)] : []),
};

/** Of the peak: where a decay by a factor is to end instead of at next to nothing. */
const HUNDREDTH = 0.01;

/** The factor with which as many drops as there are end at a hundredth of the peak. */
const gentler: Wish = {
  means: ["factor"],
  amounts: ({ value }, run) => {
    const { schedule } = run;
    const last = schedule.tracks.get("learningRate")?.curve.at(schedule.length - 1) ?? NaN;
    const drops = Math.log(last / peakValue(run)) / Math.log(value);
    return value < 1 && drops > 0 ? [Number((HUNDREDTH ** (1 / drops)).toPrecision(4))] : [];
  },
};

/** By rule, the likeliest first. */
export const WISHES: Readonly<Record<string, readonly Wish[]>> = {
  "warmup-too-long": [usual],
  "warmup-longer-than-run": [usual],
  "warmup-shorter-than-beta2": [usual],
  "adam-without-warmup": [usual],
  "large-batch-without-warmup": [usual],
  "decay-does-not-finish": [toTheEnd],
  "past-the-end": [toTheEnd],
  "decay-stops-high": [toTheEnd, shareOfTenth, toTenth],
  "decay-stops-at-tenth": [toZero],
  "never-decays": [toTheEnd, inverse, thirds, toZero, toTenth],
  "high-constant-rate": [inverse],
  "dead-tail": [toTheEnd, gentler, toZero],
  "floor-above-start": [toZero, toTenth],
  "negative-value": [toZero, toTenth],
  "share-looks-absolute": [asRate, toZero],
  "truncated-cycle": [wholePeriods],
  "restart-never-happens": [thirds],
};
