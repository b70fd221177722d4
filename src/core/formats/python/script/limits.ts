import { isStackOverflow } from "../../../program/errors";
import { OutOfFuel } from "./machine";

/** What work gives, or why it ended early: for lack of fuel or stack, or at numbers that nothing can be made of. */
type Outcome<Result> =
  | { readonly value: Result; readonly ended?: never }
  | { readonly value?: never; readonly ended: "limits" | "numbers" };

export function outcomeOf<Result>(work: () => Result): Outcome<Result> {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof OutOfFuel || isStackOverflow(error)) return { ended: "limits" };
    if (error instanceof RangeError) return { ended: "numbers" };
    throw error;
  }
}

/** Runs work that may end early: what it has found until then stays. */
export const withinLimits = <Result>(work: () => Result): Result | undefined =>
  outcomeOf(work).value;

/** Does work within the limits, and says whether it came to its end. */
export function ended(work: () => unknown): boolean {
  let done = false;
  withinLimits(() => {
    work();
    done = true;
  });
  return done;
}
