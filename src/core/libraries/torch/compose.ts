import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { sequenceCurve } from "../../schedule/curves/sequence";
import { shiftCurve } from "../../schedule/curves/transform";
import { t } from "../../text/words";
import { signature, type Arguments } from "../arguments";
import type { LibraryContext, LibraryTrack } from "../construction";
import { recursiveCurve, scannedCurve } from "../curves/blocks";
import { moved } from "../curves/cycles";
import { stretches, type Stretch } from "../curves/pieces";
import { refuse, type LibraryIssue } from "../refusal";
import type { LibraryCall } from "../value";
import type { TorchLink, TorchLinkKind } from "./link";

/** Makes a nested scheduler. */
export type LinkBuilder = (call: LibraryCall, context: LibraryContext) => TorchLink;

/** The schedulers of the argument `schedulers`, none of which may react to a metric. */
function members(args: Arguments, context: LibraryContext, build: LinkBuilder): TorchLink[] {
  const links = args.calls("schedulers").map((call) => build(call, context));
  if (links.length === 0) args.refuse("schedulers", t("must hold at least one scheduler"));
  links.forEach((link, index) => {
    if (!link.metric) return;
    refuse(["schedulers", index], t`${link.kind} needs a metric, which ${args.kind} cannot give.`);
  });
  return links;
}

/** Each scheduler's base rate, and the one that all of them leave behind. */
function baseRates(links: readonly TorchLink[], rate: number, group: number): number[] {
  const bases: number[] = [];
  let initial = rate;
  links.forEach((link, made) => {
    initial = link.initialRate?.(initial, group, made) ?? initial;
    bases.push(initial);
  });
  return [...bases, initial];
}

/** Python's bisect.bisect_right, also on lists that are not sorted, as torch uses it. */
function bisectRight(list: readonly number[], x: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (x < (list[middle] ?? Infinity)) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface Turn {
  readonly start: number;
  readonly index: number;
}

/** Which scheduler runs from which step on. */
function turnsOf(milestones: readonly number[]): Turn[] {
  const starts = [0, ...new Set(milestones.filter((milestone) => milestone > 0))];
  const turns = starts
    .sort((a, b) => a - b)
    .map((start) => ({ start, index: bisectRight(milestones, start) }));
  return turns.filter(
    ({ index, start }, i) =>
      i === 0 || turns[i - 1]?.index !== index || start === milestones[index - 1],
  );
}

/**
 * SequentialLR: at a milestone the next scheduler starts at its own step 0 from the initial rate,
 * wherever the one before has arrived. Milestones are looked up by bisection: in a list that is not
 * sorted some schedulers never run.
 */
export const sequentialLR = (build: LinkBuilder): TorchLinkKind => ({
  kind: "SequentialLR",
  parameters: signature({ schedulers: undefined, milestones: undefined }),
  link: (args, context) => {
    const links = members(args, context, build);
    const milestones = args.numbers("milestones");
    if (milestones.length !== links.length - 1)
      args.refuse("milestones", t`must be ${links.length - 1}, one fewer than the schedulers`);
    const turns = turnsOf(milestones);
    const curve = (base: number, group: number): Curve => sequence(links, turns, base, group);
    return composed("SequentialLR", links, curve, { turns, steps: context.steps });
  },
});

function sequence(
  links: readonly TorchLink[],
  turns: readonly Turn[],
  rate: number,
  group: number,
): Curve {
  const bases = baseRates(links, rate, group);
  const initial = bases.at(-1) ?? rate;
  const list: Stretch[] = [];
  for (const { start, index } of turns) {
    const link = links[index];
    if (!link) continue;
    const base = bases[index] ?? rate;
    const before = start === 0 ? initial : stretches(list).at(start - 1);
    const curve =
      start === 0 ? alone(link, base, before, group) : entered(link, base, before, group);
    list.push({ start, curve: moved(curve, start) });
  }
  return stretches(list);
}

/** The first scheduler runs from the rate that all constructors left behind. */
function alone(link: TorchLink, base: number, rate: number, group: number): Curve {
  if (link.form === "overwrites" || base === rate) return link.curve(base, group);
  if (link.form === "multiplies") return link.curve(rate, group);
  return recursiveCurve(link.first(rate, base, group), (r, k) => link.next(r, k, base, group));
}

function entered(link: TorchLink, base: number, rate: number, group: number): Curve {
  if (!link.restart) return link.curve(base, group);
  return link.curve(link.restart(rate, base, group), group);
}

/**
 * ChainedScheduler: each scheduler in turn computes from the rate that the one before it left: a
 * product of factors while all of them multiply, the last one's value where it overwrites.
 */
export const chainedScheduler = (build: LinkBuilder): TorchLinkKind => ({
  kind: "ChainedScheduler",
  parameters: signature({ schedulers: undefined, optimizer: null }),
  link: (args, context) => {
    const links = members(args, context, build);
    return composed("ChainedScheduler", links, (base, group) => chain(links, base, group), {
      steps: context.steps,
    });
  },
});

function chain(links: readonly TorchLink[], rate: number, group: number): Curve {
  const bases = baseRates(links, rate, group);
  const baseOf = (index: number): number => bases[index] ?? rate;
  const end = links.length - 1;
  const last = links.at(-1);
  if (last && end === 0) return last.curve(baseOf(end), group);
  if (links.every((link) => link.form === "multiplies")) return product(links, rate, group);
  const first = links.reduce((r, link, i) => link.first(r, baseOf(i), group), rate);
  if (last?.form === "overwrites") return startingAt(first, last.curve(baseOf(end), group));
  return recursiveCurve(first, (before, k) =>
    links.reduce((r, link, i) => link.next(r, k, baseOf(i), group), before),
  );
}

/** The curve with another value at step 0. */
const startingAt = (first: number, curve: Curve): Curve =>
  curve.at(0) === first
    ? curve
    : sequenceCurve([
        { start: 0, curve: constantCurve(first) },
        { start: 1, curve: shiftCurve(curve, 1) },
      ]);

function product(links: readonly TorchLink[], rate: number, group: number): Curve {
  const factors = links.map((link) => link.curve(1, group));
  const marks = factors
    .flatMap((factor) => factor.breakpoints(0, Infinity, 64))
    .sort((a, b) => a - b);
  return scannedCurve((k) => factors.reduce((value, factor) => value * factor.at(k), rate), marks);
}

/** When the parts of a composition run: all of the time, unless they take turns. */
interface Course {
  readonly turns?: readonly Turn[];
  readonly steps: number;
}

function composed(
  kind: string,
  links: readonly TorchLink[],
  curve: TorchLink["curve"],
  course: Course,
): TorchLink {
  const failure = failureOf(links, course);
  return {
    kind,
    form: "overwrites",
    curve,
    first: (rate, _, group) => curve(rate, group).at(0),
    next: (_, k, base, group) => curve(base, group).at(k),
    others: links.flatMap((link, index) => othersOf(link, index, course.turns)),
    ...(failure && { failure }),
  };
}

/** Momentum is set when the scheduler is made and moves while it runs. */
function othersOf(
  link: TorchLink,
  index: number,
  turns: readonly Turn[] | undefined,
): LibraryTrack[] {
  const turn = turns?.findIndex((candidate) => candidate.index === index) ?? -1;
  const start = turns?.[turn]?.start;
  const end = turns?.[turn + 1]?.start;
  return (link.others ?? []).map((track) => ({
    ...track,
    curve: turns ? parked(track.curve, start, end) : track.curve,
  }));
}

function parked(curve: Curve, start: number | undefined, end: number | undefined): Curve {
  const rest = constantCurve(curve.at(0));
  if (start === undefined) return rest;
  const list = [
    { start: 0, curve: rest },
    { start, curve: moved(curve, start) },
  ];
  if (end !== undefined) list.push({ start: end, curve: constantCurve(curve.at(end - start - 1)) });
  return stretches(list);
}

/** What the parts raise in their own turn, the first one; a step after the run is never made. */
function failureOf(links: readonly TorchLink[], course: Course): LibraryIssue | undefined {
  const found = links.flatMap(({ failure }, index) =>
    failure ? raisedIn(failure, index, course) : [],
  );
  return found.sort((a, b) => (a.errorStep ?? 0) - (b.errorStep ?? 0))[0];
}

function raisedIn(failure: LibraryIssue, index: number, { turns, steps }: Course): LibraryIssue[] {
  const place = turns?.findIndex((turn) => turn.index === index);
  if (place === -1) return [];
  const start = place === undefined ? 0 : (turns?.[place]?.start ?? 0);
  const end = place === undefined ? undefined : turns?.[place + 1]?.start;
  const errorStep = start + (failure.errorStep ?? 0);
  // step() of update `errorStep` moves to the position after it, which the next part may own.
  if (errorStep >= steps || (end !== undefined && errorStep + 1 >= end)) return [];
  return [{ ...failure, path: ["schedulers", index, "args", ...failure.path], errorStep }];
}
