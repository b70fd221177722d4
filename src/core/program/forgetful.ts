import { ProgramError } from "./errors";
import type { Machine } from "./machine";
import type { Unknown } from "./values";

/**
 * Runs what nobody knows how often it runs, a loop's body or a callback: whatever it changes is
 * unknown after it. It is run twice, as its second round may change more once the first one's work
 * is unknown. What stopped it, if anything did, is returned: nothing is known of what comes after.
 */
export function forgetful(
  machine: Machine,
  cause: Unknown,
  run: () => void,
): ProgramError | undefined {
  const first = forgetOnce(machine, cause, run);
  return forgetOnce(machine, cause, run) ?? first;
}

function forgetOnce(machine: Machine, cause: Unknown, run: () => void): ProgramError | undefined {
  const { depth } = machine;
  machine.forgetful++;
  try {
    return machine.noting((journal) => {
      const failed = attempt(run);
      if (failed) machine.depth = depth;
      journal.forget(cause);
      return failed;
    });
  } finally {
    machine.forgetful--;
  }
}

function attempt(run: () => void): ProgramError | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof ProgramError) return error;
    throw error;
  }
}
