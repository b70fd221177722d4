import type { Machine } from "./machine";
import type { Given, InstanceValue } from "./value";

/** Of transformers: what its constructor does not know by name is an attribute all the same (`**kwargs`). */
const KEEPS_KEYWORDS = /^transformers\b.*\.Pre[tT]rainedConfig$/;

/** Notes what a library's constructor is given by a class that inherits from it. */
export function noteBaseCall(
  machine: Machine,
  { attributes }: InstanceValue,
  base: string,
  given: Given,
): void {
  machine.findings.baseCalls.set(attributes, { base, given });
  if (!KEEPS_KEYWORDS.test(base)) return;
  for (const [name, { value }] of given.keywords) machine.journal.set(attributes, name, value);
}
