import { firstAtLeast } from "../facts/peak";
import type { Track } from "../schedule/schedule";
import type { Handle } from "./handle";
import { handle } from "./modifierHandles";
import type { TrackScope } from "./scope";
import { numberAxis, tidy, valueAxis, valueParameter, rawValue } from "./valueAxis";

/** The handles of a track that follows another, each where the followed one is at an extreme. */
export function followerHandles(scope: TrackScope): Handle[] {
  const { track, definition } = scope;
  const followed = definition.schedule.tracks.get(track.follows ?? "");
  if (!followed) return [];
  const range = followed.curve.extremes(0, scope.length);
  if (!Number.isFinite(range.min) || !Number.isFinite(range.max)) return [];
  const slack = 1e-9 * Math.abs(range.max);
  const peak = firstAtLeast(followed, scope.length, range.max - slack);
  switch (scope.plain([...track.path, "relation"])) {
    case "inverse":
      return rangeHandles(scope, peak, firstAtMost(followed, scope.length, range.min + slack));
    case "constantProduct":
      return [...timesHandle(scope, ["product"], "product", peak, 1 / followed.curve.at(peak))];
    case "proportional":
      return referenceHandle(scope, followed, peak, 1);
    case "power":
      return referenceHandle(
        scope,
        followed,
        peak,
        scope.number([...track.path, "exponent"]) ?? 2 / 3,
      );
    default:
      return [];
  }
}

/** `range: [high, low]`: high where the followed track is lowest, low at its peak. */
function rangeHandles(scope: TrackScope, peak: number, lowest: number): Handle[] {
  const { path } = scope.track;
  const places = [
    { index: 0, role: "high", step: lowest },
    { index: 1, role: "low", step: peak },
  ] as const;
  return places.flatMap(({ index, role, step }) => {
    const parameter = valueParameter(scope, [...path, "range", index]);
    const transform = scope.transform(step);
    const axis = parameter && valueAxis(scope, [parameter], { transform });
    if (!axis) return [];
    const value = rawValue(parameter) * transform.factor + transform.offset;
    return [handle(scope, `range.${index}`, role, step, value, axis)];
  });
}

/** y of the reference: the follower is y · (track / x)^exponent. */
function referenceHandle(
  scope: TrackScope,
  followed: Track,
  step: number,
  exponent: number,
): Handle[] {
  const { path, follows = "" } = scope.track;
  const x = scope.number([...path, "reference", follows]);
  if (x === undefined) return [];
  const size = (followed.curve.at(step) / x) ** exponent;
  return timesHandle(scope, ["reference", "value"], "reference", step, size);
}

/** A number that the whole track is proportional to; it is `size` per one of it at `step`. */
function timesHandle(
  scope: TrackScope,
  keys: readonly string[],
  role: "product" | "reference",
  step: number,
  size: number,
): Handle[] {
  const path = [...scope.track.path, ...keys];
  const amount = scope.number(path);
  const { factor, offset } = scope.transform(step);
  const one = size * factor;
  if (amount === undefined || !Number.isFinite(one) || one === 0 || amount === 0) return [];
  const axis = numberAxis({
    path,
    amount,
    least: amount * (amount < 0 ? 1e6 : 1e-6),
    most: amount * (amount < 0 ? 1e-6 : 1e6),
    amountAt: (position) => tidy((position - offset) / one),
    positionAt: (value) => value * one + offset,
  });
  return axis ? [handle(scope, keys.join("."), role, step, amount * one + offset, axis)] : [];
}

/** The first step whose value is at most `level`. */
function firstAtMost(track: Track, length: number, level: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (track.curve.extremes(0, middle).min <= level) high = middle;
    else low = middle + 1;
  }
  return low;
}
