import { MAX_JSON_LENGTH } from "../parse/limits";
import type { DocumentHead } from "./format";
import { fileNameOf } from "./head";

/** What a TypeScript file must contain to be read at all: a search costs less than a parse. */
const MARKERS = ["defineSchedule", "ScheduleDefinition"];

export const isTypeScript = (head: DocumentHead): boolean =>
  head.languageId === ""
    ? /\.[cm]?tsx?$/i.test(fileNameOf(head))
    : /^typescript(?:react)?$/.test(head.languageId);

export const isJson = (head: DocumentHead): boolean =>
  head.languageId === "" ? /\.jsonc?$/i.test(fileNameOf(head)) : /^jsonc?$/.test(head.languageId);

/** A TypeScript file that may define schedules of our own. */
export const isOwnTypeScript = (head: DocumentHead): boolean =>
  isTypeScript(head) && MARKERS.some((marker) => head.text.includes(marker));

/** A definition of our own that extends one in TypeScript; what is too long is not read at all. */
export const extendsTypeScript = ({ text }: DocumentHead): boolean =>
  text.length <= MAX_JSON_LENGTH && /"extends"\s*:\s*"[^"\n]*\.[cm]?tsx?"/.test(text);
