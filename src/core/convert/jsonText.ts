import { layoutOf, type Layout, type LayoutItem } from "../edit/layout";
import { indentAt, skipTrivia } from "../edit/scan";
import type {
  ParsedDocument,
  SourceArray,
  SourceEntry,
  SourceObject,
  SourceValue,
} from "../parse/sourceValue";
import { type Range, type TextEdit, within } from "../text/range";
import { behind, commentsIn } from "./comments";
import { jsonNumber } from "./jsonNumber";
import { knownValue } from "./knownValue";
import { reindent, splice } from "./splice";
import { unitTextOf } from "./units";

/** An expression longer than this says less than its value. */
const LONGEST_NOTE = 80;
const LONGEST_LINE = 90;

/** Writes the values of a TypeScript document as JSON, in place where they are written in place. */
export class JsonText {
  /** The parts of the text that have been written, with their comments. */
  readonly used: Range[] = [];

  constructor(
    private readonly document: ParsedDocument,
    private readonly tables: ReadonlyMap<SourceObject, SourceObject>,
  ) {}

  definition(source: SourceObject): string {
    const place = this.placeOf(source) ?? source.range;
    const written = this.container(source, place) ?? this.anew(source, place);
    return reindent(written, indentAt(this.document.text, place.end - 1));
  }

  /** A value that stands in `slot`, with the comments around it there. */
  private value(value: SourceValue, slot: Range): string {
    const { text } = this.document;
    const source = text.slice(slot.start, slot.end);
    if (value.type === "array" || value.type === "object") return this.part(value, slot, source);
    const written = this.scalar(value, slot);
    const inside = within(value.range, slot) && value.literal;
    const note = inside || unitTextOf(source) !== undefined ? "" : noteOf(source);
    return written + note + behind(commentsIn(text, slot));
  }

  private scalar(value: SourceValue, slot: Range): string {
    const { text } = this.document;
    const known = knownValue(value);
    if (typeof known === "string")
      return JSON.stringify(unitTextOf(text.slice(slot.start, slot.end)) ?? known);
    if (typeof known !== "number") return String(known);
    const place = value.literal
      ? value.range
      : value.origin?.uri === undefined && value.origin?.range;
    return jsonNumber(place ? text.slice(place.start, place.end) : "", known);
  }

  private part(value: SourceArray | SourceObject, slot: Range, source: string): string {
    const { text } = this.document;
    const table = value.type === "object" ? this.tables.get(value) : undefined;
    if (table) return this.anew(table, slot) + behind(commentsIn(text, slot));
    const place = this.placeOf(value);
    const written = place && this.container(value, place);
    if (!place || written === undefined)
      return this.anew(value, slot) + noteOf(source) + behind(commentsIn(text, slot));
    if (within(place, slot)) {
      const before = commentsIn(text, { start: slot.start, end: place.start });
      const after = commentsIn(text, { start: place.end, end: slot.end });
      return written + behind([...before, ...after]);
    }
    const indent = indentAt(text, place.end - 1);
    return reindent(written, indent, indentAt(text, slot.start)) + noteOf(source);
  }

  /** Where a list or an object is written out: where it stands, or as the constant behind it. */
  private placeOf(value: SourceArray | SourceObject): Range | undefined {
    if (value.literal) return value.range;
    return value.origin && value.origin.uri === undefined ? value.origin.range : undefined;
  }

  /** The text at `place` with its parts as JSON; undefined where its parts come from elsewhere. */
  private container(value: SourceArray | SourceObject, place: Range): string | undefined {
    const { text } = this.document;
    const open = this.openOf(value, place);
    const layout = open === undefined ? undefined : layoutOf(text, open);
    if (!layout || layout.close >= place.end) return undefined;
    const parts = value.type === "array" ? this.items(value, layout) : this.entries(value, layout);
    if (!parts) return undefined;
    this.used.push(place);
    const edits = [...parts, ...this.withoutTrailingComma(layout)];
    return value.type === "object" && value.builderRange
      ? this.phase(value.builderRange, place, layout, edits)
      : splice(text, place, edits);
  }

  private openOf(value: SourceArray | SourceObject, place: Range): number | undefined {
    const { text } = this.document;
    const start =
      value.type === "object" && value.builderRange
        ? skipTrivia(text, skipTrivia(text, value.builderRange.end) + 1)
        : place.start;
    const bracket = value.type === "array" ? "[" : "{";
    if (text[start] === bracket) return start;
    // `linear()` has no object.
    return text[start] === ")" && value.type === "object" ? start : undefined;
  }

  private items(array: SourceArray, { items }: Layout): TextEdit[] | undefined {
    if (items.length !== array.items.length) return undefined;
    const edits: TextEdit[] = [];
    for (const [i, slot] of items.entries()) {
      const item = array.items[i];
      if (!item || !within(item.range, slot)) return undefined;
      edits.push({ range: range(slot), text: this.value(item, slot) });
    }
    return edits;
  }

  private entries(object: SourceObject, { items }: Layout): TextEdit[] | undefined {
    const written = object.builderRange
      ? object.entries.filter(({ keyRange }) => keyRange.start !== object.builderRange?.start)
      : object.entries;
    if (items.length !== written.length) return undefined;
    const edits: TextEdit[] = [];
    for (const [i, slot] of items.entries()) {
      const entry = written[i];
      if (entry?.keyRange.start !== slot.start) return undefined;
      edits.push(...this.entry(entry, slot));
    }
    return edits;
  }

  private entry({ key, keyRange, value }: SourceEntry, slot: LayoutItem): TextEdit[] {
    const { text } = this.document;
    const name = JSON.stringify(key);
    const colon = skipTrivia(text, keyRange.end);
    if (text[colon] !== ":")
      return [{ range: range(slot), text: `${name}: ${this.value(value, slot)}` }];
    const place = { start: skipTrivia(text, colon + 1), end: slot.end };
    return [
      { range: keyRange, text: name },
      { range: place, text: this.value(value, place) },
    ];
  }

  private withoutTrailingComma({ items }: Layout): TextEdit[] {
    const comma = items.at(-1)?.comma;
    return comma === undefined ? [] : [{ range: { start: comma, end: comma + 1 }, text: "" }];
  }

  /** `linear({ … })` as `{ "kind": "linear", … }`. */
  private phase(builder: Range, place: Range, layout: Layout, edits: readonly TextEdit[]): string {
    const { text } = this.document;
    const kind = `"kind": ${JSON.stringify(this.kindOf(builder))}`;
    const isEmpty = layout.items.length === 0;
    const comments = behind([
      ...commentsIn(text, { start: place.start, end: layout.open }),
      ...commentsIn(text, { start: layout.close, end: place.end }),
    ]);
    if (isEmpty) return `{ ${kind}${behind(commentsIn(text, place))} }`;
    const body = splice(text, { start: layout.open + 1, end: layout.close + 1 }, edits);
    const lead = /^[^\S\n]*\n([^\S\n]*)/.exec(body);
    return `${lead ? `{\n${lead[1] ?? ""}${kind},` : `{ ${kind},`}${body}${comments}`;
  }

  private kindOf(builder: Range): string {
    return this.document.text.slice(builder.start, builder.end);
  }

  /** What is written in other places put together at this one, numbers in their own spelling. */
  private anew(value: SourceValue, slot: Range): string {
    return this.together(value, indentAt(this.document.text, slot.start));
  }

  private together(value: SourceValue, indent: string): string {
    if (value.type === "array") {
      const items = value.items.map((item) => this.together(item, `${indent}  `));
      const line = `[${items.join(", ")}]`;
      if (indent.length + line.length <= LONGEST_LINE) return line;
      return `[\n${items.map((item) => `${indent}  ${item}`).join(",\n")}\n${indent}]`;
    }
    if (value.type !== "object") return this.scalar(value, value.range);
    const entries = value.entries.map(
      ({ key, value: part }) => `${JSON.stringify(key)}: ${this.together(part, indent)}`,
    );
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
}

const range = ({ start, end }: LayoutItem): Range => ({ start, end });

/** The expression behind a value, where it is short. */
const noteOf = (source: string): string =>
  source.length > LONGEST_NOTE || /[\r\n]|\/\*|\*\/|\/\//.test(source) ? "" : ` /* ${source} */`;
