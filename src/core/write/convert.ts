import type { Difference } from "./difference";
import { byUpdate } from "./byUpdate";
import { leftText } from "./left";
import { commentText } from "./naming";
import { magnifiedText, prove, sentenceOf } from "./proof";
import type { Read } from "./reading";
import type { Schedule } from "../schedule/schedule";
import { isRefused, refused, type Refused, type WriteRequest, type Writer } from "./writer";

/** What came of a conversion: code that says how exact it is, or why there is none. */
export interface Conversion {
  readonly target: string;
  readonly code: string | null;
  readonly difference: Difference | null;
  readonly left: readonly string[];
  /** Tracks that the reader doesn't get from the code: their formulas alone were compared. */
  readonly unread: readonly string[];
  readonly refused: string | null;
}

/** Whether the target counts updates and the schedule something else, so that their ratio is needed. */
export const needsUpdates = (
  { byUpdate: counts }: Writer,
  { time: { clock = "update" } }: Schedule,
): boolean => counts === true && clock !== "update";

/** A curve by epochs under a target that counts updates would be another curve. */
function refusedClock(writer: Writer, { schedule }: WriteRequest): Refused | undefined {
  if (!needsUpdates(writer, schedule)) return undefined;
  const { clock = "update" } = schedule.time;
  return refused(
    `The schedule counts ${clock}s, and the file doesn't say how many optimizer updates one ${clock} has, which the target (${writer.label}) counts. Give that number (on the command line: --updates-per-epoch), or convert to a PyTorch scheduler or a Python function, which can be stepped once a${clock === "epoch" ? "n" : ""} ${clock}.`,
  );
}

/** What is drawn over a length that stands for the real one is nobody's schedule. */
const refusedLength = ({ horizon, name }: Schedule): Refused | undefined =>
  horizon === "nominal"
    ? refused(
        `The length of the run of ${commentText(name)} is not known, and its values depend on it: give the values that are missing (on the command line: --set), then convert.`,
      )
    : undefined;

/**
 * Writes a schedule for a target, and reads the code with `read`, the product's own reader, to
 * compare its values with the definition's before anybody gets it.
 */
export async function convert(
  writer: Writer,
  { updates, ...given }: WriteRequest,
  read: Read,
): Promise<Conversion> {
  const { target } = writer;
  const nothing = { target, code: null, difference: null, left: [], unread: [] };
  const schedule = updates === undefined ? given.schedule : byUpdate(given.schedule, updates);
  if (isRefused(schedule)) return { ...nothing, refused: schedule.refused };
  const request = { ...given, schedule };
  const outcome = refusedLength(schedule) ?? refusedClock(writer, request) ?? writer.write(request);
  if (isRefused(outcome)) return { ...nothing, refused: outcome.refused };
  const proof = await prove(schedule, outcome, read);
  if (isRefused(proof)) return { ...nothing, refused: proof.refused };
  const lacking = leftText(writer, outcome.left);
  const sentences = [sentenceOf(proof), magnifiedText(writer, proof), lacking];
  const code = outcome.code(sentences.filter(Boolean).join(" "));
  const { difference, unread } = proof;
  return { target, code, difference, left: outcome.left, unread, refused: null };
}
