import { commentText } from "./naming";
import { LAYERS } from "./source";
import type { Writer } from "./writer";

const isGroup = (name: string): boolean => name === LAYERS || /^learningRate\[\d+\]$/.test(name);

/** What of the schedule the code lacks, and why it has no parameter groups; empty where it has all. */
export function leftText({ oneRate }: Pick<Writer, "oneRate">, left: readonly string[]): string {
  if (left.length === 0) return "";
  const reason = oneRate !== undefined && left.some(isGroup) ? ` ${oneRate}` : "";
  return `Not in this code: ${left.map(commentText).join(", ")}.${reason}`;
}
