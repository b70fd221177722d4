import { differenceOf, proofOf, type Difference } from "./difference";
import { isRefused, refused, type Refused, type WriteRequest, type Writer } from "./writer";

/** What came of a conversion: code that says how exact it is, or why there is none. */
export interface Conversion {
  readonly target: string;
  readonly code: string | null;
  readonly difference: Difference | null;
  readonly left: readonly string[];
  readonly refused: string | null;
}

/** A curve by epochs under a target that counts updates would be another curve. */
function refusedClock(
  { byUpdate, label }: Writer,
  { clock = "update" }: WriteRequest,
): Refused | undefined {
  if (byUpdate !== true || clock === "update") return undefined;
  return refused(
    `The schedule counts ${clock}s, and ${label} counts optimizer updates. Give the updates of one ${clock} first, or write a Python function.`,
  );
}

/** Writes a schedule for a target and compares the values with the definition's. */
export function convert(writer: Writer, request: WriteRequest): Conversion {
  const { target } = writer;
  const outcome = refusedClock(writer, request) ?? writer.write(request);
  if (isRefused(outcome))
    return { target, code: null, difference: null, left: [], refused: outcome.refused };
  const difference = differenceOf(request.schedule, outcome);
  const code = outcome.code(proofOf(difference));
  return { target, code, difference, left: outcome.left, refused: null };
}
