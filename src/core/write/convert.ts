import type { Difference } from "./difference";
import { byUpdate } from "./byUpdate";
import { leftText } from "./left";
import { commentText } from "./naming";
import { magnifiedText, prove, sentenceOf } from "./proof";
import type { Read } from "./reading";
import type { Schedule } from "../schedule/schedule";
import { setFlags } from "../text/setFlags";
import {
  isRefused,
  refused,
  refusedOpen,
  type Refused,
  type WriteRequest,
  type Writer,
} from "./writer";
import { t } from "../text/words";

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
  const { label } = writer;
  return refused(
    clock === "round"
      ? t`The schedule counts rounds, and the file doesn't say how many optimizer updates one round has, which the target (${label}) counts. Give that number (on the command line: --updates-per-epoch), or convert to a PyTorch scheduler or a Python function, which can be stepped once a round.`
      : t`The schedule counts epochs, and the file doesn't say how many optimizer updates one epoch has, which the target (${label}) counts. Give that number (on the command line: --updates-per-epoch), or convert to a PyTorch scheduler or a Python function, which can be stepped once an epoch.`,
  );
}

/** What is drawn over a length that stands for the real one is nobody's schedule. */
const refusedLength = ({ horizon, name }: Schedule): Refused | undefined =>
  horizon === "nominal"
    ? refusedOpen(
        t`The length of the run of ${commentText(name)} is not known, and its values depend on it.`,
      )
    : undefined;

/** Nothing can be drawn before the program runs, or before errors are mended. */
const nothingKnown = (): Refused => refusedOpen(t("The schedule can't be evaluated yet."));

/** Why there is no code, and the values that would settle it, where some would. */
function reasonOf({ refused, open }: Refused, missing: readonly string[]): string {
  if (!open || missing.length === 0) return refused;
  return t`${refused} Missing: ${missing.join(", ")} (on the command line: ${setFlags(missing)}).`;
}

/** A schedule as it was found: it may wait for values. */
export interface ConvertRequest extends Omit<WriteRequest, "schedule"> {
  /** Absent where it can't be evaluated. */
  readonly schedule: Schedule | undefined;
  /** What only the running program knows, by its text. */
  readonly missing?: readonly string[];
}

/**
 * Writes a schedule for a target, and reads the code with `read`, the product's own reader, to
 * compare its values with the definition's before anybody gets it.
 */
export async function convert(
  writer: Writer,
  { updates, missing = [], ...given }: ConvertRequest,
  read: Read,
): Promise<Conversion> {
  const { target } = writer;
  const nothing = { target, code: null, difference: null, left: [], unread: [] };
  const found = given.schedule ?? nothingKnown();
  const schedule = updates === undefined || isRefused(found) ? found : byUpdate(found, updates);
  if (isRefused(schedule)) return { ...nothing, refused: reasonOf(schedule, missing) };
  const request = { ...given, schedule };
  const outcome = refusedLength(schedule) ?? refusedClock(writer, request) ?? writer.write(request);
  if (isRefused(outcome)) return { ...nothing, refused: reasonOf(outcome, missing) };
  const proof = await prove(schedule, outcome, read);
  if (isRefused(proof)) return { ...nothing, refused: proof.refused };
  const lacking = leftText(writer, outcome.left);
  const sentences = [sentenceOf(proof), magnifiedText(writer, proof), lacking];
  const code = outcome.code(sentences.filter(Boolean).join(" "));
  const { difference, unread } = proof;
  return { target, code, difference, left: outcome.left, unread, refused: null };
}
