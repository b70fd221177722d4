import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { smoothCurve } from "../../schedule/curves/smooth";
import { scaleCurve } from "../../schedule/curves/transform";
import { recursiveCurve, scannedCurve } from "../curves/blocks";
import { heldFor, stretches, terraces, type Stretch } from "../curves/pieces";
import { moved } from "../curves/cycles";
import { BEFORE, scaled, shareOf, stepped, type Part, type Scaling } from "./part";

const startOf = (part: Part): number => part.begin * part.every;
const endOf = (part: Part): number => part.end * part.every;

/** The part's local step at update k, or BEFORE. */
const localAt = (part: Part, k: number): number =>
  k < startOf(part) ? BEFORE : Math.floor(k / part.every) - part.begin;

/** The updates at which which parts act, or how, changes. */
function boundaries(parts: readonly Part[]): number[] {
  const found = new Set([0]);
  for (const part of parts) {
    found.add(startOf(part));
    found.add(endOf(part));
    const { rule } = part;
    const inner =
      rule.type === "reducing"
        ? rule.steps.flatMap((step) => [step, step + 1])
        : rule.type === "setting"
          ? [rule.until ?? Infinity]
          : [rule.resets ?? Infinity];
    for (const local of inner) {
      const k = (part.begin + local) * part.every;
      if (k < endOf(part)) found.add(k);
    }
  }
  return [...found].filter((k) => k >= 0 && Number.isFinite(k)).sort((a, b) => a - b);
}

const quiet = ({ rule, ...part }: Part, k: number): boolean => {
  const local = localAt({ rule, ...part }, k);
  if (rule.type === "setting") return local >= (rule.until ?? Infinity);
  return rule.type === "reducing" && !rule.steps.includes(local);
};

/** A parameter's value under all its schedulers; a gap between two intervals holds the value. */
export function timelineCurve(parts: readonly Part[], base: number, steps: number): Curve {
  const list: Stretch[] = [];
  let value = base;
  const starts = boundaries(parts).filter((k) => k <= steps);
  starts.forEach((start, i) => {
    const active = parts.filter(
      (part) => startOf(part) <= start && start < endOf(part) && !quiet(part, start),
    );
    list.push({ start, curve: segment(active, { start, value, base }) });
    const next = starts[i + 1];
    if (next !== undefined) value = stretches(list).at(next - 1);
  });
  return stretches(list);
}

interface Entry {
  readonly start: number;
  /** The value before `start`. */
  readonly value: number;
  readonly base: number;
}

function segment(active: readonly Part[], entry: Entry): Curve {
  const [only] = active;
  if (!only) return constantCurve(entry.value);
  if (active.length === 1) return alone(only, entry) ?? recursion(active, entry);
  return product(active, entry) ?? recursion(active, entry);
}

/** All parts step by step, in their order; those that count epochs come after the others. */
function recursion(active: readonly Part[], { start, value, base }: Entry): Curve {
  const ordered = [...active].sort((a, b) => Number(a.every > 1) - Number(b.every > 1));
  const next = (before: number, k: number): number =>
    ordered.reduce(
      (v, part) => (k % part.every === 0 ? stepped(part.rule, v, localAt(part, k), base) : v),
      before,
    );
  const curve = recursiveCurve(next(value, start), (v, u) => next(v, start + u));
  return moved(curve, start);
}

function alone(part: Part, entry: Entry): Curve | undefined {
  const { rule, every, begin } = part;
  const { start, value, base } = entry;
  if (rule.type === "setting") return heldFor(moved(rule.curve, begin), every);
  if (rule.type === "reducing")
    return constantCurve(start % every === 0 ? rule.reduce(value) : value);
  const wrapped = rule.resets !== undefined && localAt(part, start) >= rule.resets;
  const from = wrapped ? BEFORE : localAt(part, start - 1);
  const entering = wrapped ? base : value;
  if (shareOf(rule, from) === 0) return undefined;
  return heldFor(moved(scaledCurve(rule, entering, from), begin), every);
}

/** The value by local step. */
function scaledCurve(rule: Scaling, entering: number, from: number): Curve {
  const at = (local: number): number => scaled(rule, entering, from, Math.max(0, local));
  if (rule.terrace !== undefined) return terraces((i) => at(i * (rule.terrace ?? 1)), rule.terrace);
  const marks = rule.marks ?? [];
  // a jump at a mark lies between it and the step before
  return smoothCurve({ at, turns: marks.flatMap((mark) => [mark - 1, mark]), breakpoints: marks });
}

/** Several parts that all multiply: a product, whatever their clocks. */
function product(active: readonly Part[], { start, value }: Entry): Curve | undefined {
  const factors = active.map((part) => {
    const { rule } = part;
    if (rule.type !== "scaling" || rule.floor !== 0) return undefined;
    const from = shareOf(rule, localAt(part, start - 1));
    const wrapped = rule.resets !== undefined && part.end - part.begin > rule.resets;
    if (from === 0 || wrapped) return undefined;
    return (k: number): number => rule.share(localAt(part, k)) / from;
  });
  if (factors.includes(undefined)) return undefined;
  const curve = scannedCurve((k) =>
    factors.reduce((share, factor) => share * (factor?.(k) ?? 1), 1),
  );
  return scaleCurve(curve, value);
}
