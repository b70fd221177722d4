import type { DocumentSelector } from "vscode";
import type { DocumentHead } from "../core/formats/format";
import { isOwnTypeScript } from "../core/formats/native";
import { foreignFormat, functionFormat } from "../core/formats/table";
import type { SourceLanguage } from "../core/parse/sourceValue";

const TYPESCRIPT = ["typescript", "typescriptreact"];
const JSON_LANGUAGES = ["json", "jsonc"];
const JSON_FILE = /\.schedule\.jsonc?$/i;
/** Languages of foreign formats; those that no extension names are known by the file's ending. */
const FOREIGN_LANGUAGES = [
  "javascript",
  "javascriptreact",
  "python",
  "yaml",
  "toml",
  "shellscript",
];
const FOREIGN_FILES = "**/*.{toml,prototxt,pbtxt,config,cfg}";
const CELL = "vscode-notebook-cell";
/** Text that an extension shows but nobody edits as a file: output, diff helpers of chat, … */
const OTHER_SCHEMES = ["output", "debug", "comment", "vscode-settings", "search-editor"];

/** For which documents providers are asked at all; `scheduleLanguage` then decides. */
export const SELECTOR: DocumentSelector = [
  ...[...JSON_LANGUAGES, ...TYPESCRIPT, ...FOREIGN_LANGUAGES].map((language) => ({ language })),
  { pattern: FOREIGN_FILES },
];

/** What is asked of a document to know whether it defines schedules. */
export interface Described {
  readonly languageId: string;
  readonly uri: { readonly scheme: string; readonly path: string; toString(): string };
  readonly isUntitled: boolean;
  /** Changes with the text. */
  readonly version?: number;
  getText(): string;
}

/** A document as the readers take it; with another text where one is given. */
export const headOf = (document: Described, text = document.getText()): DocumentHead => ({
  uri: document.uri.toString(),
  languageId: document.languageId,
  text,
});

interface Answer {
  readonly version: string | undefined;
  readonly language: SourceLanguage | undefined;
}

/** A cell's text with those of the cells around it, and what changes with any of them. */
export interface Surroundings {
  readonly version: string;
  text(): string;
}

/** Looks for the notebook of a cell. */
export type FindSurroundings = (document: Described) => Surroundings | undefined;

interface Knowledge {
  surroundingsOf: FindSurroundings;
  hasPreviews: (document: Described) => boolean;
  formatsOff: ReadonlySet<string>;
  answers: WeakMap<Described, Answer>;
}

// The host is several bundles, each with a copy of this module: what one of them sets holds for all.
const SLOT = Symbol.for("learningRateDesigner.documents");
const shared = globalThis as { [SLOT]?: Knowledge };
const knowledge = shared[SLOT] ?? {
  surroundingsOf: () => undefined,
  hasPreviews: () => false,
  formatsOff: new Set(),
  answers: new WeakMap(),
};
shared[SLOT] = knowledge;

function learn(change: Partial<Knowledge>): void {
  Object.assign(knowledge, change, { answers: new WeakMap() });
}

/** Has the cells of notebooks known by what the whole notebook says. */
export function knowNotebooksBy(find: FindSurroundings): void {
  learn({ surroundingsOf: find });
}

/** Has documents read in which the user asked to see a function. */
export function knowPreviewsBy(has: (document: Described) => boolean): void {
  learn({ hasPreviews: has });
}

/** Switches foreign formats off, by id, as the user's settings say. */
export function switchFormatsOff(off: ReadonlySet<string>): void {
  learn({ formatsOff: off });
}

/** A document keeps its version where it is said to be in another language. */
function versionOf(document: Described, around?: Surroundings): string | undefined {
  const version = around?.version ?? document.version;
  return version === undefined ? undefined : `${document.languageId} ${version}`;
}

/**
 * In which language a document defines schedules; undefined where it does not. Asked at every
 * keystroke and by every provider, so that the text is searched once for each of its versions.
 */
export function scheduleLanguage(document: Described): SourceLanguage | undefined {
  const { answers, surroundingsOf } = knowledge;
  const known = answers.get(document);
  const around = surroundingsOf(document);
  const version = versionOf(document, around);
  if (known?.version !== undefined && known.version === version) return known.language;
  const language = languageOf(document, around);
  answers.set(document, { version, language });
  return language;
}

/** The JSON that a notebook is saved as says nothing where it is shown as text. */
const isNotebookText = ({ uri }: Described): boolean =>
  uri.scheme !== CELL && /\.ipynb$/i.test(uri.path);

function languageOf(document: Described, around?: Surroundings): SourceLanguage | undefined {
  if (isNotebookText(document)) return undefined;
  if (OTHER_SCHEMES.includes(document.uri.scheme)) return undefined;
  if (isOwnJson(document)) return "json";
  const head = {
    uri: document.uri.path,
    languageId: document.languageId,
    text: around?.text() ?? document.getText(),
  };
  if (isOwnTypeScript(head)) return "typescript";
  const format = foreignFormat(head, knowledge.formatsOff);
  return (format ?? (knowledge.hasPreviews(document) ? functionFormat(head) : undefined))?.syntax;
}

/** Whether a document holds definitions of our own, into which one more may be put. */
export const isOwnDefinition = (document: Described): boolean =>
  isOwnJson(document) || scheduleLanguage(document) === "typescript";

/**
 * A file is known by its name, or by saying what no other program's file says; what has no name yet,
 * and a notebook's cell, by less.
 */
function isOwnJson(document: Described): boolean {
  if (!JSON_LANGUAGES.includes(document.languageId) || isNotebookText(document)) return false;
  if (JSON_FILE.test(document.uri.path)) return true;
  const nameless = document.isUntitled || document.uri.scheme === CELL;
  const text = document.getText();
  return nameless ? text.includes('"learningRate"') : isPlainlyOurs(text);
}

/** A larger file of another name is data. */
const LARGEST_UNNAMED = 200_000;
const RATE = /"learningRate"\s*:/;
const LENGTH =
  /"length"\s*:\s*\{\s*"(?:steps|epochs|rounds|tokens|stepsPerEpoch|samples)"\s*:\s*\d/;

const isPlainlyOurs = (text: string): boolean =>
  text.length <= LARGEST_UNNAMED && RATE.test(text) && LENGTH.test(text);

/** Whether a saved JSON file is known by what it says alone, though not named as a schedule. */
export const isMisnamed = (document: Described): boolean =>
  !document.isUntitled &&
  document.uri.scheme !== CELL &&
  !JSON_FILE.test(document.uri.path) &&
  isOwnJson(document);

/** Old versions in a diff are drawn, but their problems are not listed: nobody can mend them. */
export const isEditable = (document: Pick<Described, "uri">): boolean =>
  !["git", "gitlens", "pr", "review"].includes(document.uri.scheme);
