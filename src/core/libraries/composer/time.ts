import { t } from "../../text/words";
import type { Arguments } from "../arguments";
import { refuse } from "../refusal";
import { isRecord, itemsOf, numberOf, type LibraryValue } from "../value";

/** A time of Composer's that is no epoch and no share any more: whole, in batches, samples or tokens. */
export interface Time {
  readonly value: number;
  readonly unit: string;
  /** What an update adds in this unit. */
  readonly each: number;
}

const timeOf = (value: LibraryValue | undefined): Time | undefined => {
  if (!isRecord(value) || typeof value["unit"] !== "string") return undefined;
  const [count, each] = [numberOf(value["value"]), numberOf(value["each"])];
  if (count === undefined || each === undefined || !(each > 0)) return undefined;
  return { value: count, unit: value["unit"], each };
};

/** The argument `name` as a time, as `_convert_time` leaves it. */
export const timeAt = (args: Arguments, name: string): Time =>
  timeOf(args.value(name)) ?? args.refuse(name, t("must be a time"));

export const timesAt = (args: Arguments, name: string): Time[] =>
  (itemsOf(args.value(name)) ?? args.refuse(name, t("must be a list"))).map(
    (item, index) => timeOf(item) ?? refuse([name, index], t`${name} must hold times.`),
  );

/** The first update at which a time is reached; a division of exact multiples is exact. */
export const reached = ({ value, each }: Time): number => Math.ceil(value / each);

/** The share of a time that has passed at update k. */
export const shareOf = ({ value, each }: Time, k: number): number => (k * each) / value;
