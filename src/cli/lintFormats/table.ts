import { json } from "../environment";
import type { LintFormat } from "./format";
import { github } from "./github";
import { sarif } from "./sarif";
import { text } from "./text";

/** What `lint --format` takes. */
export const LINT_FORMATS: ReadonlyMap<string, LintFormat> = new Map<string, LintFormat>([
  ["text", text],
  ["json", (diagnostics) => json({ diagnostics })],
  ["github", github],
  ["sarif", sarif],
]);
