import { partsIn } from "../../../program/partsIn";
import type { ForEach, While } from "../../../program/statementTree";

/** What keeps a round from coming to its end, or may. */
const LEAVES: ReadonlySet<string> = new Set(["break", "continue", "return", "raise", "try"]);

/**
 * Whether a name holds the same truth after every round: each round runs to its end, and nothing in it
 * gives the name anything else. What a round does, a loop that trains has done at least once.
 */
export function isSetInside({ body }: ForEach | While, name: string, holds: boolean): boolean {
  for (const part of partsIn(body)) {
    if (LEAVES.has(part.type)) return false;
    if (part.type !== "assignment") continue;
    const isIt = part.targets.some((target) => target.type === "name" && target.name === name);
    if (isIt && (part.value?.type !== "boolean" || part.value.value !== holds)) return false;
  }
  return true;
}
