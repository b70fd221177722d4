import { deepspeed } from "./deepspeed/format";
import type { DocumentHead, Format } from "./format";
import { python } from "./python/format";

/** Every foreign format, most telling first: a document belongs to the first that recognises it. */
export const FORMATS: readonly Format[] = [deepspeed, python];

const NONE: ReadonlySet<string> = new Set();

/** The foreign format of a document; undefined for definitions of our own and for everything else. */
export const foreignFormat = (
  head: DocumentHead,
  off: ReadonlySet<string> = NONE,
): Format | undefined => FORMATS.find(({ id, recognises }) => !off.has(id) && recognises(head));
