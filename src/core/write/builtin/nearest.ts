import type { LibraryTable } from "../../libraries/construction";
import type { LibraryRecord } from "../../libraries/value";
import type { Curve } from "../../schedule/curve";
import type { Schedule } from "../../schedule/schedule";
import { differenceOf, type Difference } from "../difference";
import { refused, type Refused } from "../writer";
import { agrees, libraryCurve } from "./agreement";
import { formatShare } from "../../text/format";
import { t } from "../../text/words";

/** One way in which a library might say the schedule. */
export interface Proposal {
  readonly kind: string;
  readonly args: LibraryRecord;
  /** The rate that the optimizer is made with. */
  readonly base: number;
  /** What the user is to write for it, in a refusal. */
  readonly label: string;
}

export interface Chosen extends Proposal {
  readonly curve: Curve;
}

/** A library that has schedulers of its own alone, and what else its users can do: a sentence. */
export interface Library {
  readonly name: string;
  readonly table: LibraryTable;
  readonly elsewhere: string;
}

/** The first proposal that is the same curve; else a refusal that names the nearest of them. */
export function chosen(
  { name: library, table, elsewhere }: Library,
  proposals: readonly Proposal[],
  schedule: Schedule,
): Chosen | Refused {
  const made = proposals.flatMap((proposal) => {
    const curve = libraryCurve(table, proposal, schedule);
    return curve ? [{ ...proposal, curve }] : [];
  });
  const same = made.find(({ curve }) => agrees(curve, schedule));
  if (same) return same;
  const [nearest] = made
    .map((one) => ({ ...one, difference: distance(one.curve, schedule) }))
    .filter(({ difference }) => !Number.isNaN(difference.relative))
    .sort((a, b) => a.difference.relative - b.difference.relative);
  if (nearest === undefined)
    return refused(t`${library} has no scheduler of this shape. ${t(elsewhere)}`);
  const { relative, step } = nearest.difference;
  return refused(
    t`${library} has no scheduler with these values. The nearest, ${nearest.label}, is off by up to ${formatShare(relative)} of the peak, at update ${step}. ${t(elsewhere)}`,
  );
}

const distance = (curve: Curve, schedule: Schedule): Difference =>
  differenceOf(schedule, {
    at: (_, step) => curve.at(step),
    tracks: ["learningRate"],
  });

/** The tracks that a scheduler of the rate alone leaves out. */
export const otherTracks = (schedule: Schedule): string[] =>
  [...schedule.tracks.keys()].filter((name) => name !== "learningRate");
