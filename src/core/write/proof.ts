import type { Schedule } from "../schedule/schedule";
import { shortNumber } from "./code/number";
import { differenceOf, greater, trackDifference, type Difference } from "./difference";
import { readOnce, type Read } from "./reading";
import { TWO_UNITS } from "./steadied";
import { refused, type Refused, type Writer, type Written } from "./writer";
import { formatCount, formatShare } from "../text/format";
import { t } from "../text/words";

/** A function that is run for each value is asked for at so many updates. */
const MOST_RUN = 2000;
/** A share of the peak beyond which what was read is another curve, and not its rounding. */
const OTHER_CURVE = 1e-9;

/** What is known of how exact the code is. */
export interface Proof {
  readonly difference: Difference;
  /** Updates at which every track was read back. */
  readonly readBack: number;
  /** Tracks that the reader doesn't get from the code. */
  readonly unread: readonly string[];
}

/**
 * Compares the values of the formulas that the code spells out, rounded as the target rounds, with
 * the definition's, and then those that the product's own reader gets from the code itself. The
 * reader computes in doubles: in single precision it shows that the code is right, the formulas
 * what the target makes of it.
 */
export async function prove(
  schedule: Schedule,
  written: Written,
  reader: Read,
): Promise<Proof | Refused> {
  const code = written.code("");
  const read = readOnce(reader);
  const unread: string[] = [];
  let difference = differenceOf(schedule, written);
  if (Number.isNaN(difference.relative)) return refused(noValue(difference));
  let readBack = difference.compared;
  for (const reading of written.readings) {
    const again = await reading.again(code, read);
    if (!again) {
      unread.push(reading.track);
      continue;
    }
    const most = again.run ? MOST_RUN : undefined;
    const found = trackDifference(schedule, reading.track, again.at, most);
    if (Number.isNaN(found.relative)) return refused(noValue(found));
    if (found.relative > OTHER_CURVE) return refused(otherCurve(found));
    readBack = Math.min(readBack, found.compared);
    difference = { ...greater(difference, found), compared: difference.compared };
  }
  return { difference, readBack, unread };
}

const otherCurve = ({ track, step, relative }: Difference): string =>
  t`The code that was written for ${track} is another curve when it is read back: off by ${formatShare(relative)} of the peak at update ${step}. Please report this schedule.`;

/** Why single precision differs more than its own rounding, where it does; else empty. */
export function magnifiedText({ float32 }: Pick<Writer, "float32">, { difference }: Proof): string {
  const { track, relative } = difference;
  if (float32 !== true || relative <= TWO_UNITS) return "";
  return `That is more than two units in the last place of float32, which has too few digits for the formula of ${track} there.`;
}

const noValue = ({ track, step }: Difference): string =>
  t`The code that was written for ${track} has no value at update ${step}. Please report this schedule.`;

const digits = (value: number): string => shortNumber(Number(value.toPrecision(2)));

function comparedText({ difference: { compared }, readBack, unread }: Proof): string {
  const updates = `${formatCount(compared)} ${compared === 1 ? "update" : "updates"} compared`;
  if (unread.length > 0) return `${updates}; ${unread.join(", ")} not read back`;
  return readBack === compared
    ? `${updates} and read back`
    : `${updates}, ${formatCount(readBack)} of them read back`;
}

/** The sentence that the code carries. */
export function sentenceOf(proof: Proof): string {
  const { absolute, relative, step, track } = proof.difference;
  const where = comparedText(proof);
  if (absolute === 0) return `Equal to the definition at every update (${where}).`;
  return `Differs from the definition by at most ${digits(absolute)} (${digits(relative)} of the peak of ${track}), at update ${step} (${where}).`;
}
