import type { DocumentSelector } from "vscode";
import type { SourceLanguage } from "../core/parse/sourceValue";

const TYPESCRIPT = ["typescript", "typescriptreact"];
const JSON_LANGUAGES = ["json", "jsonc"];
const JSON_FILE = /\.schedule\.jsonc?$/i;
/** What a TypeScript file must contain to be read at all: a search costs less than a parse. */
const MARKERS = ["defineSchedule", "ScheduleDefinition"];
/** Text that an extension shows but nobody edits as a file: output, diff helpers of chat, … */
const OTHER_SCHEMES = ["output", "debug", "comment", "vscode-settings", "search-editor"];

/** For which documents providers are asked at all; `scheduleLanguage` then decides. */
export const SELECTOR: DocumentSelector = [...JSON_LANGUAGES, ...TYPESCRIPT].map((language) => ({
  language,
}));

/** What is asked of a document to know whether it defines schedules. */
export interface Described {
  readonly languageId: string;
  readonly uri: { readonly scheme: string; readonly path: string };
  readonly isUntitled: boolean;
  getText(): string;
}

/** In which language a document defines schedules; undefined where it does not. */
export function scheduleLanguage(document: Described): SourceLanguage | undefined {
  if (OTHER_SCHEMES.includes(document.uri.scheme)) return undefined;
  if (JSON_LANGUAGES.includes(document.languageId)) return isJson(document) ? "json" : undefined;
  if (!TYPESCRIPT.includes(document.languageId)) return undefined;
  const text = document.getText();
  return MARKERS.some((marker) => text.includes(marker)) ? "typescript" : undefined;
}

/** A file is known by its name; what has no name yet, and a notebook's cell, by what it says. */
function isJson(document: Described): boolean {
  if (JSON_FILE.test(document.uri.path)) return true;
  const nameless = document.isUntitled || document.uri.scheme === "vscode-notebook-cell";
  return nameless && document.getText().includes('"learningRate"');
}

/** Old versions in a diff are drawn, but their problems are not listed: nobody can mend them. */
export const isEditable = (document: Pick<Described, "uri">): boolean =>
  !["git", "gitlens", "pr", "review"].includes(document.uri.scheme);
