import type { Difference } from "./difference";
import { prove, sentenceOf } from "./proof";
import type { Read } from "./reading";
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

/** A curve by epochs under a target that counts updates would be another curve. */
function refusedClock(
  { byUpdate, label }: Writer,
  { clock = "update" }: WriteRequest,
): Refused | undefined {
  if (byUpdate !== true || clock === "update") return undefined;
  return refused(
    `The schedule counts ${clock}s, and the file doesn't say how many optimizer updates one ${clock} has, which the target (${label}) counts. Convert to a PyTorch scheduler or a Python function, which can be stepped once a${clock === "epoch" ? "n" : ""} ${clock}.`,
  );
}

/**
 * Writes a schedule for a target, and reads the code with `read`, the product's own reader, to
 * compare its values with the definition's before anybody gets it.
 */
export async function convert(
  writer: Writer,
  request: WriteRequest,
  read: Read,
): Promise<Conversion> {
  const { target } = writer;
  const outcome = refusedClock(writer, request) ?? writer.write(request);
  const nothing = { target, code: null, difference: null, left: [], unread: [] };
  if (isRefused(outcome)) return { ...nothing, refused: outcome.refused };
  const proof = await prove(request.schedule, outcome, read);
  if (isRefused(proof)) return { ...nothing, refused: proof.refused };
  const code = outcome.code(sentenceOf(proof));
  const { difference, unread } = proof;
  return { target, code, difference, left: outcome.left, unread, refused: null };
}
