import type { Setting } from "../../formats/setting";
import type { HandleRole } from "../handle";
import { same, type Features } from "./features";
import { divisorRelation, valueRelation } from "./foreignAxis";
import { mayMean, type Meaning } from "./meanings";
import type { Placed } from "./times";

const LARGEST = 1e100;
/** What must be more than zero stays so. */
const LEAST = 1e-6;

type Finder = (features: Features, setting: Setting) => Placed | undefined;

/** The place of a rate, a share or a factor; undefined where the curve does not show it. */
export function placedInValue(features: Features, setting: Setting): Placed | undefined {
  for (const [meaning, find] of FINDERS) {
    const found = mayMean(setting.name, meaning) ? find(features, setting) : undefined;
    if (found) return found;
  }
  return undefined;
}

interface Spot {
  readonly step: number;
  readonly value: number;
}

/** The value itself, or a share of `scale`, found at a spot of the curve. */
function at(
  role: HandleRole,
  spot: Spot | undefined,
  { value: amount }: Setting,
  { scale = 1, min = 0, max = LARGEST }: { scale?: number; min?: number; max?: number } = {},
): Placed | undefined {
  if (!spot || !(scale > 0) || !same(spot.value, amount * scale)) return undefined;
  return { role, ...spot, relation: valueRelation(scale, min, max) };
}

const positive = (value: number): { readonly min: number } => ({ min: value * LEAST });

const peak: Finder = ({ peak: spot }, setting) =>
  spot && spot.value > 0 ? at("peak", spot, setting, positive(spot.value)) : undefined;

function start(features: Features, setting: Setting): Placed | undefined {
  const spot = startOf(features);
  return at("start", spot, setting, { max: (features.peak?.value ?? LARGEST) * (1 - LEAST) });
}

/** Rates that the text names, of which shares may be. */
const ratesOf = ({ settings }: Features): number[] =>
  settings.filter(({ name }) => mayMean(name, "rate")).map(({ value }) => value);

/** How far below its rate a run may stay whose warmup hands over to a decay that has begun. */
const NEARLY = 0.5;

/** The peak that a rate does not quite reach, in proportion to it. */
export function placedNearPeak({ peak: spot }: Features, setting: Setting): Placed | undefined {
  const scale = (spot?.value ?? NaN) / setting.value;
  if (!spot || !mayMean(setting.name, "rate") || !(scale > NEARLY && scale < 1)) return undefined;
  return at("peak", spot, setting, { scale, ...positive(spot.value) });
}

/** The value before the rise; undefined where the run starts at its peak. */
function startOf(features: Features): Spot | undefined {
  const value = features.at(0);
  return features.peak && value < features.peak.value ? { step: 0, value } : undefined;
}

const floor: Finder = (features, setting) =>
  at("low", features.floor, setting, { max: features.peak?.value ?? LARGEST });

const shareOf =
  (role: HandleRole, spot: (features: Features) => Spot | undefined): Finder =>
  (features, setting) => {
    const min = (spot(features)?.value ?? 0) * LEAST;
    for (const scale of [features.peak?.value ?? NaN, ...ratesOf(features)]) {
      const found = at(role, spot(features), setting, { scale, min, max: scale * (1 - LEAST) });
      if (found) return found;
    }
    return undefined;
  };

/** One by which the peak is divided, or (that of OneCycleLR's end) the value that the run starts with. */
const divisorOf =
  (role: HandleRole, spotOf: (features: Features) => Spot | undefined): Finder =>
  (features, { value: amount }) => {
    const spot = spotOf(features);
    if (!spot || !(amount > 0)) return undefined;
    const scales = [features.peak?.value ?? NaN, features.at(0)];
    const scale = scales.find((one) => one > 0 && same(spot.value, one / amount));
    if (scale === undefined) return undefined;
    const most = role === "start" ? scale * (1 - LEAST) : (features.peak?.value ?? scale);
    return { role, ...spot, relation: divisorRelation(scale, spot.value * LEAST, most) };
  };

function factor(features: Features, setting: Setting): Placed | undefined {
  const step = setting.value === 1 ? undefined : features.firstDrop(setting.value);
  if (step === undefined) return undefined;
  const scale = features.at(step - 1);
  const spot = { step, value: features.at(step) };
  return at("drop", spot, setting, { scale, min: scale * LEAST, max: scale * (1 - LEAST) });
}

const FINDERS: readonly (readonly [Meaning, Finder])[] = [
  ["rate", peak],
  ["start", start],
  ["floor", floor],
  ["startShare", shareOf("start", startOf)],
  ["floorShare", shareOf("low", ({ floor: spot }) => spot)],
  ["startDivisor", divisorOf("start", startOf)],
  ["floorDivisor", divisorOf("low", ({ floor: spot }) => spot)],
  ["factor", factor],
];
