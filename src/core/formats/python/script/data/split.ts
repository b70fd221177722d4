import { newObject } from "../newObject";
import { argument, type Native } from "../natives/native";
import { listValue, numberOf, numberValue, unknownFrom, type Value } from "../value";
import { sizeOf } from "./sizes";

/** `random_split(dataset, [50000, 10000])`, or shares that add up to 1: a list of subsets (torch 2.13). */
export const randomSplit: Native = (machine, given, place, scope) => {
  const data = argument(given, "dataset", 0);
  const lengths = argument(given, "lengths", 1);
  const asked = lengths && machine.iterate(lengths);
  if (!data || !asked) return undefined;
  const { range } = given;
  const counts = countsOf(asked, sizeOf(machine, data));
  return listValue(
    asked.map((length, index) => {
      const count = counts?.[index];
      const items: Value =
        count === undefined ? unknownFrom([length], place.text, range) : numberValue(count);
      const positional = [data, items].map((value) => ({ value, range }));
      const part = { positional, keywords: new Map(), range };
      return newObject(machine, "torch.utils.data.Subset", part, place, scope);
    }),
  );
};

function countsOf(
  asked: readonly Value[],
  all: number | undefined,
): readonly (number | undefined)[] | undefined {
  const numbers = asked.map(numberOf);
  const sum = numbers.reduce((total: number, one) => total + (one ?? NaN), 0);
  const shares = Math.abs(sum - 1) <= 1e-9 && sum <= 1;
  if (!shares) return numbers;
  if (all === undefined) return undefined;
  const counts = numbers.map((share = 0) => Math.floor(all * share));
  // what is left goes to the first ones, one each
  const left = all - counts.reduce((total, count) => total + count, 0);
  return counts.map((count, index) => count + (index < left ? 1 : 0));
}
