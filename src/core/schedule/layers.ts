import * as v from "valibot";
import type { Path } from "../parse/sourceValue";
import type { Curve } from "./curve";
import { mapCurve, scaleCurve } from "./curves/transform";
import { sequenceCurve } from "./curves/sequence";
import { shiftCurve } from "./curves/transform";
import { divide, maximum, multiply, number, power } from "./formula/formula";
import type { Report } from "./issue";
import { countShape, notNegativeShape, optional, positiveShape, required } from "./shapes";
import { t, word } from "../text/words";

const speedEntries = {
  shallow: required(
    "The exponent of the first layer's decay; 1 decays as the rate itself.",
    notNegativeShape,
  ),
  deep: required(
    "The exponent of the last layer's decay; below 1 decays more slowly.",
    notNegativeShape,
  ),
};

const groupEntries = {
  scale: optional(
    "What the rate is multiplied by for this group; 1 if left out.",
    notNegativeShape,
  ),
  decaySpeed: optional("The exponent of this group's decay; 1 if left out.", notNegativeShape),
  track: optional(
    "The name of the track that this group trains with; learningRate if left out.",
    v.string("the name of a track"),
  ),
};

export const layersEntries = {
  count: optional(
    "How many layers there are.",
    v.pipe(countShape, v.maxValue(10_000, word("a whole number of at most 10,000"))),
  ),
  ratio: optional(
    "What the rate is multiplied by from each layer to the one below; 1 if left out.",
    positiveShape,
  ),
  decaySpeed: optional(
    "How fast each layer's rate decays after the peak, from the first layer to the last.",
    v.strictObject(speedEntries, word('an object { "shallow": number, "deep": number }')),
  ),
  groups: optional(
    "Named groups of parameters, each with its own scale, decay speed or track.",
    v.record(
      v.string(),
      v.strictObject(groupEntries, word("an object with scale, decaySpeed or track")),
      word("an object of groups"),
    ),
  ),
};

export type LayersDefinition = v.InferOutput<v.ObjectSchema<typeof layersEntries, undefined>>;

/** The rate of one layer or group of parameters. */
export interface Layer {
  readonly name: string;
  /** What the rate's peak is multiplied by. */
  readonly scale: number;
  readonly decaySpeed: number;
  readonly curve: Curve;
}

/** The first step at which the curve has its greatest value, by halving: O(log N) questions. */
export function peakStep(curve: Curve, length: number): number {
  const { max } = curve.extremes(0, length);
  let [low, high] = [0, length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (curve.extremes(low, middle).max >= max) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * scale · peak · d(t)^speed, where d is the rate over its peak. The exponent acts on the decay, from
 * the peak on; the warmup before it keeps its shape.
 */
function layerCurve(rate: Curve, length: number, scale: number, speed: number): Curve {
  if (speed === 1) return scaleCurve(rate, scale);
  const { max: peak } = rate.extremes(0, length);
  const turn = peakStep(rate, length);
  const decayed = mapCurve(
    shiftCurve(rate, turn),
    (value) => scale * peak * Math.max(0, value / peak) ** speed,
    undefined,
    (value) =>
      multiply(
        number(scale * peak),
        power(maximum(number(0), divide(value, number(peak))), number(speed)),
      ),
  );
  if (turn === 0) return decayed;
  return sequenceCurve([
    { start: 0, curve: scaleCurve(rate, scale) },
    { start: turn, curve: decayed },
  ]);
}

/** The curves of all layers, the first (next to the input) first, or of the named groups. */
export function buildLayers(
  definition: LayersDefinition,
  curves: ReadonlyMap<string, Curve>,
  length: number,
  path: Path,
  report: Report,
): Layer[] {
  const { count, groups } = definition;
  if ((count === undefined) === (groups === undefined)) {
    report({
      code: "missing-key",
      path,
      message: t('The layers need either "count" or "groups".'),
    });
    return [];
  }
  return groups === undefined
    ? numberedLayers(definition, curves.get("learningRate"), length)
    : groupLayers(groups, curves, length, path, report);
}

function numberedLayers(
  { count = 0, ratio = 1, decaySpeed }: LayersDefinition,
  rate: Curve | undefined,
  length: number,
): Layer[] {
  if (rate === undefined) return [];
  const { shallow, deep } = decaySpeed ?? { shallow: 1, deep: 1 };
  return Array.from({ length: count }, (_, i) => {
    const scale = ratio ** (count - 1 - i);
    const speed = count === 1 ? deep : shallow + ((deep - shallow) * i) / (count - 1);
    return {
      name: `layer ${i + 1}`,
      scale,
      decaySpeed: speed,
      curve: layerCurve(rate, length, scale, speed),
    };
  });
}

function groupLayers(
  groups: NonNullable<LayersDefinition["groups"]>,
  curves: ReadonlyMap<string, Curve>,
  length: number,
  path: Path,
  report: Report,
): Layer[] {
  return Object.entries(groups).flatMap(([name, { scale = 1, decaySpeed = 1, track }]) => {
    const curve = curves.get(track ?? "learningRate");
    if (curve === undefined) {
      if (track !== undefined) {
        report({
          code: "unknown-track",
          path: [...path, "groups", name, "track"],
          message: t`There is no track "${track}".`,
        });
      }
      return [];
    }
    return [{ name, scale, decaySpeed, curve: layerCurve(curve, length, scale, decaySpeed) }];
  });
}
