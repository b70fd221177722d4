import { differenceOf, proofOf, type Difference } from "./difference";
import { isRefused, type WriteRequest, type Writer } from "./writer";

/** What came of a conversion: code that says how exact it is, or why there is none. */
export interface Conversion {
  readonly target: string;
  readonly code: string | null;
  readonly difference: Difference | null;
  readonly left: readonly string[];
  readonly refused: string | null;
}

/** Writes a schedule for a target and compares the values with the definition's. */
export function convert(writer: Writer, request: WriteRequest): Conversion {
  const { target } = writer;
  const outcome = writer.write(request);
  if (isRefused(outcome))
    return { target, code: null, difference: null, left: [], refused: outcome.refused };
  const difference = differenceOf(request.schedule, outcome);
  const code = outcome.code(proofOf(difference));
  return { target, code, difference, left: outcome.left, refused: null };
}
