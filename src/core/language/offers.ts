import { notationOf } from "../notation";
import type { AnalyzedSchedule } from "../analysis";
import { importsOf } from "../edit/builders";
import type { NewValue } from "../edit/change";
import { dialectOf, quoted, write, type Dialect } from "../edit/dialect";
import type { ParsedDocument, Path } from "../parse/sourceValue";
import { settingNames, trackNames } from "../schedule/definition";
import { phaseKindNames } from "../schedule/kinds/named";
import { parseDuration, stepsPerUnit, TIME_UNITS, type TimeBase } from "../schedule/time";
import type { TextEdit } from "../text/range";
import { t } from "../text/words";
import type { Cursor } from "./cursor";
import {
  followerSnippet,
  lengthSnippets,
  optimizers,
  phaseSnippets,
  type Snippet,
  trackSnippets,
} from "./phaseSnippets";
import { amountOffers, settingOffers } from "./settingOffers";
import { roleOf } from "./shape";

/** What a value may be, before it is placed in the text. */
export interface Offer {
  readonly type: "snippet" | "unit" | "value" | "word";
  readonly label: string;
  readonly description: string;
  readonly text: string;
  /** The text has places to fill in. */
  readonly isSnippet?: boolean;
  /** What else the text needs: the import of a builder. */
  readonly imports?: readonly TextEdit[];
}

const SETTINGS: ReadonlySet<string> = new Set(settingNames);
const TRACKS: ReadonlySet<string> = new Set(trackNames);

/** Whether a value at this path of a definition is a phase, a track of phases, or neither. */
function placeOf(path: Path): "track" | "phase" | undefined {
  const [track, ...inner] = path;
  if (typeof track !== "string" || SETTINGS.has(track)) return undefined;
  if (inner.length === 0) return "track";
  return inner.every((step) => step === "phases" || typeof step === "number") ? "phase" : undefined;
}

/** What an object that is still empty may hold, without its braces. */
export function bodies(document: ParsedDocument, path: Path): Offer[] {
  const dialect = dialectOf(document, []);
  return snippetsAt(path).map(({ label, description, value }) => {
    const text = write(value, dialect, "").replace(/^\{\s*|\s*\}$/g, "");
    return { type: "snippet", label, description, text, isSnippet: true };
  });
}

function snippetsAt(path: Path): readonly Snippet[] {
  if (path.join(".") === "length") return lengthSnippets;
  if (path.join(".") === "optimizer") return optimizerSnippets;
  return placeOf(path) === undefined ? [] : phaseSnippets;
}

/** The values that fit at a cursor in a definition; texts between quotes come without them. */
export function offers(
  document: ParsedDocument,
  cursor: Cursor,
  schedule: AnalyzedSchedule | undefined,
): Offer[] {
  const { path, inString, typed } = cursor;
  const { hasSchema } = notationOf(document.language);
  const dialect = dialectOf(document, []);
  const written = document.text.slice(typed.start, typed.end);
  if (cursor.at === "amount") return amountOffers(cursor);
  if (path.join(".") === "optimizer.name") return words(Object.keys(optimizers), cursor, dialect);
  if (path.at(-1) === "kind") return hasSchema ? [] : kinds(cursor, dialect);
  const role = roleOf(cursor.kind, cursor.inner);
  if (role === "duration") return durations(written, schedule?.schedule?.time, cursor, dialect);
  if (role === "value") return inString ? [share("10%")] : values(dialect);
  if (inString) return [];
  const settings = settingOffers(cursor, hasSchema, dialect);
  if (settings.length > 0) return settings;
  if (placeOf(path) === "track") return tracks(document, path);
  const single = snippetsAt(path).map((one) => snippetOf(one, document));
  const isWhole = cursor.isFirst && path.length === 2 && path[1] === 0;
  const whole = isWhole ? wholes(document, path).filter(({ text }) => text.startsWith("[")) : [];
  return [...whole.map(withoutBrackets), ...single];
}

const words = (names: readonly string[], { inString }: Cursor, { quote }: Dialect): Offer[] =>
  names.map((name) => ({
    type: "word",
    label: name,
    description: "",
    text: inString ? name : quoted(name, quote),
  }));

const kinds = (cursor: Cursor, dialect: Dialect): Offer[] => words(phaseKindNames, cursor, dialect);

/** A whole track first, then single phases. */
const tracks = (document: ParsedDocument, path: Path): Offer[] => [
  ...wholes(document, path),
  // in JSON the schema offers it, for there it comes with the key
  ...(notationOf(document.language).hasSchema ? [] : [LIST]),
  ...phaseSnippets.map((one) => snippetOf(one, document)),
];

const LIST: Offer = {
  type: "snippet",
  label: "[ … ]",
  description: t("Phases one after another."),
  text: "[$0]",
  isSnippet: true,
};

function wholes(document: ParsedDocument, [track]: Path): Offer[] {
  const isRate = track === "learningRate" || !TRACKS.has(String(track));
  return (isRate ? trackSnippets : [followerSnippet]).map((one) => snippetOf(one, document));
}

/** The phases of a track within the brackets that stand there already. */
function withoutBrackets({ text, ...offer }: Offer): Offer {
  return { ...offer, text: text.replace(/^\[\s*|\s*\]$/g, "") };
}

const optimizerSnippets: readonly Snippet[] = Object.entries(optimizers).map(([name, more]) => ({
  label: name,
  description: "",
  value: { name, ...more },
}));

function snippetOf({ label, description, value }: Snippet, document: ParsedDocument): Offer {
  const dialect = dialectOf(document, []);
  const called = notationOf(document.language).isCode ? kindsIn(value) : [];
  const imports = called.length > 0 ? importsOf(document.text, called) : undefined;
  const builders = imports && { nameOf: (kind: string) => kind, imports: () => [] };
  const text = write(value, { ...dialect, ...(builders && { builders }) }, "");
  return {
    type: "snippet",
    label,
    description,
    text,
    isSnippet: true,
    ...(imports && { imports }),
  };
}

/** The kinds of phases that a value writes. */
function kindsIn(value: NewValue): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "kind" in value && typeof value.kind === "string" ? [value.kind] : [];
  const inner = Array.isArray(value) ? value.flatMap((part: NewValue) => kindsIn(part)) : [];
  return [...new Set([...own, ...inner])];
}

/** Values of a track: none, its usual sizes, a share of its peak. */
const values = ({ quote }: Dialect): Offer[] => [
  ...["0", "1e-3", "3e-4", "0.1"].map((text): Offer => ({
    type: "value",
    label: text,
    description: "",
    text,
  })),
  share(quoted("10%", quote)),
];

const share = (text: string): Offer => ({
  type: "value",
  label: text,
  description: t("A share of the track's peak."),
  text,
});

/** What is typed in every unit that the run has, or else the usual lengths of time. */
function durations(
  written: string,
  time: TimeBase | undefined,
  { inString }: Cursor,
  { quote }: Dialect,
): Offer[] {
  const [, number] = /^["'`]?\s*([\d._]+(?:[eE][+-]?\d+)?)/.exec(written) ?? [];
  if (number !== undefined) return time ? asTexts(inUnits(number, time), inString, quote) : [];
  const epoch = time?.stepsPerEpoch === undefined ? [] : ["1 epoch"];
  const steps: Offer = { type: "unit", label: "500", description: t("Steps."), text: "500" };
  return [...asTexts(["5%", ...epoch], inString, quote), ...(inString ? [] : [steps])];
}

const inUnits = (number: string, time: TimeBase): string[] =>
  TIME_UNITS.filter((unit) => stepsPerUnit(unit, time) !== undefined)
    .map((unit) => (unit === "percent" ? `${number}%` : `${number} ${unit}`))
    .filter((duration) => parseDuration(duration) !== undefined);

const asTexts = (texts: readonly string[], inString: boolean, quote: string): Offer[] =>
  texts.map((text) => ({
    type: "unit",
    label: text,
    description: t("A length of time."),
    text: inString ? text : quoted(text, quote),
  }));
