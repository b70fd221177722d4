import * as v from "valibot";
import type { Path } from "../parse/sourceValue";
import { lateIssue, type Issue, type Report } from "./issue";
import { closest } from "./suggest";
import { UnknownValue } from "./unknownValue";
import { either, found } from "./words";
import { language } from "../text/language";
import { t } from "../text/words";

export type Plain = Readonly<Record<string, unknown>>;

export const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof UnknownValue);

/** The issue of a value that is not known: it blames no one. */
export function reportUnknown(value: UnknownValue, path: Path, report: Report): void {
  if (value.reason === "unfinished") {
    report({ code: "unfinished", path, message: t("This value is not finished yet.") });
    return;
  }
  const { symbol } = value;
  const message = t`\`${symbol}\` is known only when the program runs. Give it a value to see the curve.`;
  report({ code: "unknown-value", path, message, symbol });
}

/** Issues of one value that does not have its shape; at most this many of a list. */
const MOST = 20;

type ShapeIssue = v.BaseIssue<unknown>;

function reportShape(issue: ShapeIssue, path: Path, report: Report): void {
  const inner = issue.path?.map((item) => item.key).filter(isKey) ?? [];
  const full = [...path, ...inner];
  if (issue.input instanceof UnknownValue) {
    reportUnknown(issue.input, full, report);
    return;
  }
  report(lateIssue({ code: "wrong-type", path: full }, () => shapeWords(issue, full)));
}

function shapeWords(issue: ShapeIssue, path: Path): Pick<Issue, "message" | "suggestion"> {
  const name = path.findLast((key) => typeof key === "string") ?? t("The value");
  const message = t`"${name}" must be ${t(issue.message)}; found ${found(issue.input)}.`;
  return { message, suggestion: suggestWord(issue) };
}

const isKey = (key: unknown): key is string | number =>
  typeof key === "string" || typeof key === "number";

function suggestWord(issue: ShapeIssue): string | undefined {
  if (issue.type !== "picklist" || typeof issue.input !== "string") return undefined;
  const words = [...(issue.expected ?? "").matchAll(/"([^"]*)"/g)].map(([, word]) => word ?? "");
  return closest(issue.input, words);
}

const EARLY = { abortPipeEarly: true };

/** Checks one value against its shape; undefined where it does not have it. */
export function readShape<Shape extends v.GenericSchema>(
  shape: Shape,
  value: unknown,
  path: Path,
  report: Report,
): v.InferOutput<Shape> | undefined {
  const result = v.safeParse(shape, value, EARLY);
  if (result.success) return result.output;
  reportShapes(result.issues, path, report);
  return undefined;
}

function reportShapes(issues: readonly ShapeIssue[], path: Path, report: Report): void {
  for (const issue of issues.slice(0, MOST)) reportShape(issue, path, report);
}

export interface ReadEntries<Entries extends v.ObjectEntries> {
  /** The entries that are there and have their shapes. */
  readonly values: Partial<v.InferOutput<v.ObjectSchema<Entries, undefined>>>;
  /** All of them, where every required entry is there and every entry has its shape. */
  readonly complete: v.InferOutput<v.ObjectSchema<Entries, undefined>> | undefined;
}

export interface EntriesReading<Entries extends v.ObjectEntries> {
  readonly entries: Entries;
  readonly plain: Plain;
  readonly path: Path;
  readonly report: Report;
  /** What the object is, for messages: "A linear phase", "The length". */
  readonly what: string;
  /** Keys that may be there besides; they are read elsewhere. */
  readonly known?: readonly string[];
}

/**
 * Reads an object key by key, so that each problem is told at its own place: an unknown key, with
 * what was probably meant; a missing one; a value of the wrong shape. `undefined` counts as absent.
 */
export function readEntries<Entries extends v.ObjectEntries>(
  reading: EntriesReading<Entries>,
): ReadEntries<Entries> {
  const { plain, path, report } = reading;
  reportUnknownKeys(reading);
  const values: Record<string, unknown> = {};
  let complete = true;
  for (const [key, shape] of shapesOf(reading.entries)) {
    const value = Object.hasOwn(plain, key) ? plain[key] : undefined;
    if (value === undefined) {
      if (shape.type === "optional") continue;
      complete = false;
      reportMissing(key, shape, reading);
      continue;
    }
    const read = v.safeParse(shape, value, EARLY);
    if (read.success) values[key] = read.output;
    else {
      complete = false;
      reportShapes(read.issues, [...path, key], report);
    }
  }
  const typed = values as ReadEntries<Entries>["values"];
  return {
    values: typed,
    complete: complete ? (typed as NonNullable<ReadEntries<Entries>["complete"]>) : undefined,
  };
}

type Shapes = readonly (readonly [string, v.ObjectEntries[string]])[];
const shapes = new WeakMap<v.ObjectEntries, Shapes>();

/** The keys of each kind of object are listed once: it is read by the thousand. */
function shapesOf(entries: v.ObjectEntries): Shapes {
  const known = shapes.get(entries) ?? Object.entries(entries);
  shapes.set(entries, known);
  return known;
}

function reportMissing(
  key: string,
  shape: unknown,
  reading: EntriesReading<v.ObjectEntries>,
): void {
  const { path, report } = reading;
  report(
    lateIssue({ code: "missing-key", path }, () => ({
      message: t`${reading.what} needs "${key}"${descriptionOf(shape)}.`,
    })),
  );
}

function descriptionOf(shape: unknown): string {
  const text = v.getDescription(shape as v.GenericSchema);
  return text === undefined ? "" : `: ${startedLow(t(text)).replace(/\.$/, "")}`;
}

/** German nouns keep their capital. */
const startedLow = (text: string): string =>
  language().startsWith("de") ? text : `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

function reportUnknownKeys(reading: EntriesReading<v.ObjectEntries>): void {
  const { entries, plain, path, report, known = [] } = reading;
  for (const key of Object.keys(plain)) {
    if (Object.hasOwn(entries, key) || known.includes(key)) continue;
    const place = { code: "unknown-key", path: [...path, key], at: "key" } as const;
    report(lateIssue(place, () => unknownKeyWords(key, reading)));
  }
}

function unknownKeyWords(
  key: string,
  { entries, known = [], what }: EntriesReading<v.ObjectEntries>,
): Pick<Issue, "message" | "suggestion"> {
  const all = [...Object.keys(entries), ...known];
  const suggestion = closest(key, all);
  const hint =
    suggestion === undefined ? t`It may have ${either(all)}.` : t`Did you mean "${suggestion}"?`;
  return { message: t`${what} has no "${key}". ${hint}`, suggestion };
}
