import { t } from "../../text/words";
import { Arguments, signature, argumentsOf } from "../arguments";
import { Refusal } from "../refusal";
import { itemsOf, textOf, type LibraryCall } from "../value";
import { EPSILON, type FvcoreScheduler, type WhereFunction } from "./scheduler";

/** The scheduler of a name. */
export type Finder = (kind: string) => FvcoreScheduler | undefined;

/** A nested scheduler. */
export function build(call: LibraryCall, find: Finder): WhereFunction {
  const scheduler = find(call.kind);
  if (!scheduler)
    throw new Refusal("unknown-kind", call.path ?? [], t`fvcore has no scheduler "${call.kind}".`);
  return argumentsOf(call, scheduler.parameters, (args) => scheduler.where(args));
}

interface Part {
  readonly scheduler: WhereFunction;
  readonly length: number;
  /** "rescaled": the whole curve in this part; "fixed": the part of it that lies here. */
  readonly rescaled: boolean;
}

function parts(args: Arguments, find: Finder): Part[] {
  const lengths = args.numbers("lengths");
  const calls = args.calls("schedulers");
  if (calls.length !== lengths.length) args.refuse("lengths", t`must be ${calls.length}`);
  if (calls.length === 0) args.refuse("schedulers", t("must hold at least one scheduler"));
  const sum = lengths.reduce((total, length) => total + length, 0);
  if (Math.abs(sum - 1) >= 1e-3) args.refuse("lengths", t("must add up to 1"));
  const others = lengths.slice(0, -1).reduce((total, length) => total + length, 0);
  const scaling = itemsOf(args.value("interval_scaling")) ?? [];
  for (const mode of scaling)
    if (mode !== "rescaled" && mode !== "fixed")
      args.refuse("interval_scaling", t`must hold "rescaled" or "fixed", not ${textOf(mode)}`);
  return calls.map((call, i) => ({
    scheduler: build(call, find),
    length: sum !== 1 && i === calls.length - 1 ? 1 - others : (lengths[i] ?? 0),
    rescaled: scaling[i] === "rescaled",
  }));
}

/** Which part `where` lies in, and where that is for its own scheduler. */
function place(list: readonly Part[], where: number): { index: number; inner: number } {
  let index = 0;
  let total = list[0]?.length ?? 1;
  while (where + EPSILON > total && index < list.length - 1) {
    index += 1;
    total += list[index]?.length ?? 0;
  }
  const { length = 1, rescaled = false } = list[index] ?? {};
  return { index, inner: rescaled ? (where - (total - length)) / length : where };
}

/** More pieces than any part has. */
const PIECES = 2 ** 32;

export const compositeParamScheduler = (find: Finder): FvcoreScheduler => ({
  kind: "CompositeParamScheduler",
  parameters: signature({ schedulers: undefined, lengths: undefined, interval_scaling: undefined }),
  where: (args) => {
    const list = parts(args, find);
    const at = (
      where: number,
    ): { scheduler: WhereFunction | undefined; inner: number; index: number } => {
      const { index, inner } = place(list, where);
      return { scheduler: list[index]?.scheduler, inner, index };
    };
    return {
      at: (where) => {
        const { scheduler, inner } = at(where);
        return scheduler?.at(inner) ?? NaN;
      },
      piece: (where) => {
        const { scheduler, inner, index } = at(where);
        return index * PIECES + (scheduler?.piece(inner) ?? 0);
      },
      failure: (where) => {
        const { scheduler, inner } = at(where);
        return scheduler?.failure?.(inner);
      },
    };
  },
});
