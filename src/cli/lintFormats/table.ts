import type { LintFormat } from "./format";
import { github } from "./github";
import { jsonFormat } from "./json";
import { sarif } from "./sarif";
import { text } from "./text";

/** What `lint --format` takes. */
export const LINT_FORMATS: ReadonlyMap<string, LintFormat> = new Map<string, LintFormat>([
  ["text", text],
  ["json", jsonFormat],
  ["github", github],
  ["sarif", sarif],
]);
