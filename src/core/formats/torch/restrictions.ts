import { assignedIn } from "../python/script/training";
import type { MethodCall } from "../python/script/loop";
import type { LibraryObject } from "../python/script/value";
import type { Stepping } from "../python/stepping";

/** The call that steps a scheduler where the script trains. */
export const callOf = (object: LibraryObject, { calls }: Stepping): MethodCall | undefined =>
  calls.find(({ loops }) => loops.length > object.loops.length) ?? calls[0];

/** `if not skipped: scheduler.step()`: what a gradient scaler left out is no plan of anybody. */
const OF_SCALER = /scal|skip|overflow|finite|found_inf/i;

/** What must hold for a scheduler to be stepped in a round of the loops around: `epoch > 10`. */
export function restrictionsOf(object: LibraryObject, stepping: Stepping): readonly string[] {
  const call = callOf(object, stepping);
  const counters = call?.loops.flatMap(({ variable }) => variable.match(/\w+/g) ?? []) ?? [];
  const changing = call?.loops.flatMap(({ node }) => [...assignedIn(node.body)]) ?? [];
  const own = call?.conditions.filter((text) => !object.conditions.includes(text)) ?? [];
  return own.filter((text) => {
    if (text === stepping.rarely) return true;
    // a guard of accumulation is counted with the updates
    if (stepping.stepped === "batch" && text.includes("%")) return false;
    if (names(text, counters)) return true;
    const isShared = stepping.updatesIf?.includes(text) === true || OF_SCALER.test(text);
    return !isShared && names(text, changing);
  });
}

const names = (text: string, all: readonly string[]): boolean =>
  all.some((name) => new RegExp(`\\b${name}\\b`).test(text));
