import type { Path } from "../parse/sourceValue";
import type { Layer } from "../schedule/layers";
import type { Schedule } from "../schedule/schedule";
import { formatNumber } from "../text/format";
import { t } from "../text/words";
import { type Fact, fact } from "./fact";

/** Highest and last rate of the first and the last layer, or of each group (or the one named). */
export function layersFacts({ layers, length }: Schedule, path: Path): Fact[] {
  const named = path[1] === "groups" && typeof path[2] === "string" ? path[2] : undefined;
  const all = named === undefined ? layers : layers.filter(({ name }) => name === named);
  const [first, ...rest] = all;
  const last = rest.at(-1);
  const shown = path[1] === "groups" ? all.slice(0, 8) : [first, last];
  return shown.flatMap((layer) => (layer ? [layerFact(layer, length)] : []));
}

function layerFact({ name, curve, scale, decaySpeed }: Layer, length: number): Fact {
  const { max } = curve.extremes(0, length - 1);
  const speed = decaySpeed === 1 ? "" : t`, decay to the power ${formatNumber(decaySpeed)}`;
  const text = t`${formatNumber(scale)} × the rate: up to ${formatNumber(max)}, ${formatNumber(curve.at(length - 1))} at the end${speed}`;
  return fact(`layer ${name}`, name, text);
}

/** The factor of samples that are clearly wrong, undecided, and clearly right. */
export function samplesFacts({ samples }: Schedule): Fact[] {
  if (samples === undefined) return [];
  const { scale = 1 } = samples;
  return [-3, 0, 3].map((margin) =>
    fact(
      `margin ${margin}`,
      t`Margin ${formatNumber(margin * scale)}`,
      t`${formatNumber(samples.factor(margin * scale))} × the step`,
    ),
  );
}
