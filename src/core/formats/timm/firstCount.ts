import { partsIn } from "../../program/partsIn";
import type { Call, Expression, Pattern } from "../../program/tree";
import type { ForEach, While } from "../../program/statementTree";
import type { MethodCall } from "../python/script/loop";

type Loop = ForEach | While;

/**
 * What `step_update` is given after the first update: 0 where that is the round's own index, 1 where
 * it is one more, or a counter that is raised before; undefined: not known. Of a sum such as
 * `epoch * updates_per_epoch + i`, what is no counter of the round is 0 in the first epoch.
 */
export function firstCount(call: MethodCall | undefined): 0 | 1 | undefined {
  const [loop, ...around] = (call?.loops ?? []).map(({ node }) => node).reverse();
  const written = call && loop && callAt(loop, call.range.start);
  const given = written && countGiven(written);
  if (!given) return undefined;
  const terms = termsOf(given);
  if (terms.some((term) => around.some((outer) => startsLater(term, outer)))) return undefined;
  const counts = terms.flatMap((term) => countOf(term, loop, written) ?? []);
  const more = terms.flatMap((term) => (term.type === "number" ? [term.value] : []));
  const total = [...counts, ...more].reduce((sum, one) => sum + one, 0);
  return counts.length === 1 && (total === 0 || total === 1) ? total : undefined;
}

/** `epoch * n` where the epochs are not counted from 0. */
function startsLater(term: Expression, outer: Loop): boolean {
  if (outer.type !== "forEach") return false;
  for (const part of partsIn(term))
    if (part.type === "name" && (firstOf(outer, part.name) ?? 0) !== 0) return true;
  return false;
}

/** The call as it is written in the loop that it was met in. */
function callAt(loop: Loop, start: number): Call | undefined {
  for (const part of partsIn(loop.body))
    if (part.type === "call" && part.range.start === start && isUpdate(part)) return part;
  return undefined;
}

const isUpdate = ({ callee }: Call): boolean =>
  callee.type === "member" && callee.name === "step_update";

const countGiven = ({ arguments: given }: Call): Expression | undefined =>
  given.find(({ kind, name }, index) =>
    kind === "keyword" ? name === "num_updates" : kind === "positional" && index === 0,
  )?.value;

const termsOf = (sum: Expression): Expression[] =>
  sum.type === "binary" && sum.operator === "+"
    ? [...termsOf(sum.left), ...termsOf(sum.right)]
    : [sum];

/** What a counter of the loop's rounds is when the call is first met; undefined for all else. */
function countOf(term: Expression, loop: Loop, call: Call): number | undefined {
  if (term.type !== "name") return undefined;
  const own = loop.type === "forEach" ? firstOf(loop, term.name) : undefined;
  return own ?? raised(term.name, loop, call);
}

/** `i` of `for i in range(…)`, `for i, x in enumerate(…)`, also within a progress bar. */
function firstOf({ target, iterable }: ForEach, name: string): number | undefined {
  const counted = countingCall(iterable);
  if (!counted) return undefined;
  const [first, second] = counted.call.arguments;
  if (counted.name === "range")
    return isNamed(target, name) ? (second ? numberIn(first?.value) : 0) : undefined;
  const index = target.type === "listPattern" ? target.items[0]?.target : undefined;
  return index && isNamed(index, name) ? (second ? numberIn(second.value) : 0) : undefined;
}

function countingCall(
  over: Expression | undefined,
): { readonly name: "range" | "enumerate"; readonly call: Call } | undefined {
  if (over?.type !== "call") return undefined;
  const name = over.callee.type === "name" ? over.callee.name : "";
  if (name === "range" || name === "enumerate") return { name, call: over };
  return countingCall(over.arguments[0]?.value);
}

const isNamed = (target: Pattern, name: string): boolean =>
  target.type === "name" && target.name === name;

const numberIn = (value: Expression | undefined): number | undefined =>
  value?.type === "number" ? value.value : undefined;

/** A counter that the loop raises by one in each round: 1 where that comes before the call. */
function raised(name: string, loop: Loop, call: Call): 0 | 1 | undefined {
  const raises = [...partsIn(loop.body)].filter(
    (part) => part.type === "assignment" && part.targets.some((target) => isNamed(target, name)),
  );
  const [only] = raises;
  if (only?.type !== "assignment" || raises.length > 1) return undefined;
  if (only.operator !== "+" || numberIn(only.value) !== 1) return undefined;
  return only.range.end <= call.range.start ? 1 : 0;
}
