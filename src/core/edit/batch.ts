import {
  type ParsedDocument,
  type Path,
  type SourceObject,
  type SourceValue,
  entryOf,
  valueAt,
} from "../parse/sourceValue";
import { type Range, type TextEdit, within } from "../text/range";
import { t } from "../text/words";
import {
  SourceText,
  type Change,
  type InsertChange,
  type NewValue,
  type RenameChange,
  type SetChange,
} from "./change";
import { dialectOf, write, writeEntry, writeKey } from "./dialect";
import { insertItems } from "./insertItems";
import { type Layout, itemAt, layoutOf } from "./layout";
import { type Site, isSite, locate } from "./locate";
import { RefusalError } from "./refusalError";
import { removeItems } from "./removeItems";
import { wrapInList } from "./wrapInList";
import { indentAt, skipTrivia } from "./scan";
import { setLiteral, setUnitCall } from "./setValue";

interface Insertion {
  readonly layout: Layout;
  readonly index: number;
  readonly texts: string[];
}
interface Removal {
  readonly layout: Layout;
  readonly indices: Set<number>;
}

/** The changes of one batch as edits; insertions and removals are gathered by list. */
export class Batch {
  private readonly insertions = new Map<string, Insertion>();
  private readonly removals = new Map<number, Removal>();

  constructor(
    private readonly document: ParsedDocument,
    private readonly root: SourceObject,
  ) {}

  edits(changes: readonly Change[]): TextEdit[] {
    const edits = changes.flatMap((change) => this.editsOf(change));
    for (const { layout, indices } of this.removals.values()) {
      edits.push(...removeItems(this.document.text, layout, indices));
    }
    for (const { layout, index, texts } of this.insertions.values()) {
      edits.push(...insertItems(this.document.text, layout, index, texts));
    }
    return edits;
  }

  private editsOf(change: Change): TextEdit[] {
    if (change.path.length === 0) throw new RefusalError([], t("the whole definition stays"));
    switch (change.type) {
      case "set":
        return this.set(change);
      case "insert":
        return this.insert(change);
      case "rename":
        return this.rename(change);
      case "remove":
        this.remove(change.path);
        return [];
    }
  }

  private set({ path, value, here }: SetChange): TextEdit[] {
    this.requireFinite(path, value);
    const parentPath = path.slice(0, -1);
    const key = path.at(-1);
    const parent = valueAt(this.root, parentPath);
    // A track that is a bare number is a constant phase: its value is the number itself.
    if (parent?.type === "number" && key === "value")
      return this.set({ type: "set", path: parentPath, value });
    if (key === "kind" && parent?.type === "object" && parent.builderRange) {
      return this.setBuilder(path, parent, parent.builderRange, value);
    }
    const old = valueAt(this.root, path);
    if (old === undefined && typeof key === "string" && parent?.type === "object") {
      return this.insert({ type: "insert", path, value });
    }
    const call =
      old?.type === "string" &&
      !old.literal &&
      setUnitCall(this.textOf(old.range), old.range, value);
    if (call) return [call];
    if (here === true && old?.literal === false && old.type !== "unknown")
      return this.setHere(path, value);
    const site = this.site(path);
    return setLiteral(this.document, site.value, site.range, value);
  }

  /** In place of a name or a computation in an entry that is written in its parent. */
  private setHere(path: Path, value: NewValue): TextEdit[] {
    const key = String(path.at(-1));
    const parent = this.site(path.slice(0, -1));
    const entry = entryOf(parent.value, key);
    if (!entry || !within(entry.range, parent.range))
      throw new RefusalError(path, t("it is not written here"));
    const dialect = dialectOf(this.document, []);
    const written = write(value, dialect, indentAt(this.document.text, entry.range.start));
    // `{ peak }` says key and value in one word.
    const isShorthand = entry.range.start === entry.value.range.start;
    const text = isShorthand ? writeEntry(key, written, dialect) : written;
    return [{ range: entry.value.range, text }, ...(dialect.builders?.imports() ?? [])];
  }

  private setBuilder(path: Path, parent: SourceObject, range: Range, value: NewValue): TextEdit[] {
    const { builders } = dialectOf(this.document, [parent]);
    const name = typeof value === "string" ? builders?.nameOf(value) : undefined;
    if (name === undefined)
      throw new RefusalError(path, t("no builder of that name can be called here"));
    return [{ range, text: name }, ...(builders?.imports() ?? [])];
  }

  private insert({ path, value, after }: InsertChange): TextEdit[] {
    this.requireFinite(path, value);
    const parentPath = path.slice(0, -1);
    const key = path.at(-1) ?? 0;
    const parent = this.site(parentPath);
    if (typeof key === "number" && parent.value.type !== "array") {
      return wrapInList(this.document, parent, key, value);
    }
    const { text } = this.document;
    const layout = this.layout(parentPath, parent);
    const neighbours = parent.value.type === "array" ? parent.value.items : [];
    const dialect = dialectOf(this.document, neighbours);
    const written = write(value, dialect, indentAt(text, layout.items[0]?.start ?? layout.open));
    const item = typeof key === "number" ? written : writeEntry(key, written, dialect);
    const index = this.insertionIndex(parent.value, layout, key, after);
    const place = `${layout.open}:${index}`;
    const insertion = this.insertions.get(place) ?? { layout, index, texts: [] };
    insertion.texts.push(item);
    this.insertions.set(place, insertion);
    return dialect.builders?.imports() ?? [];
  }

  private insertionIndex(
    parent: SourceValue,
    layout: Layout,
    key: string | number,
    after?: string,
  ): number {
    if (typeof key === "number") {
      const next = parent.type === "array" ? parent.items[key] : undefined;
      const index = next ? itemAt(layout, next.range.start) : -1;
      return index < 0 ? layout.items.length : index;
    }
    const before = after === undefined ? undefined : entryOf(parent, after);
    const index = before ? itemAt(layout, before.keyRange.start) : -1;
    return index < 0 ? layout.items.length : index + 1;
  }

  private remove(path: Path): void {
    const parentPath = path.slice(0, -1);
    const key = path.at(-1) ?? 0;
    const parent = this.site(parentPath);
    const layout = this.layout(parentPath, parent);
    const index = itemAt(layout, this.startOf(path, parent.value, key));
    if (index < 0) throw new RefusalError(path, t("it is not written here"));
    const removal = this.removals.get(layout.open) ?? { layout, indices: new Set() };
    removal.indices.add(index);
    this.removals.set(layout.open, removal);
  }

  private startOf(path: Path, parent: SourceValue, key: string | number): number {
    const start =
      typeof key === "string"
        ? entryOf(parent, key)?.keyRange.start
        : parent.type === "array"
          ? parent.items[key]?.range.start
          : undefined;
    if (start === undefined) throw new RefusalError(path, t("there is no such part to remove"));
    return start;
  }

  private rename({ path, key }: RenameChange): TextEdit[] {
    const parent = this.site(path.slice(0, -1));
    const entry = entryOf(parent.value, String(path.at(-1)));
    if (!entry || !within(entry.keyRange, parent.range))
      throw new RefusalError(path, t("it is not written here"));
    const old = this.textOf(entry.keyRange);
    const { quote, ...dialect } = dialectOf(this.document, []);
    const style = /^["']/.test(old) ? { ...dialect, bareKeys: false } : dialect;
    const name = writeKey(key, { ...style, quote: old.startsWith("'") ? "'" : quote });
    // `{ peak }` says key and value in one word.
    const shorthand = entry.range.start === entry.value.range.start;
    return [{ range: entry.keyRange, text: shorthand ? `${name}: ${old}` : name }];
  }

  private site(path: Path): Site {
    const located = locate(this.document, this.root, path);
    if (!isSite(located)) throw new RefusalError(path, located.reason);
    return located;
  }

  private layout(path: Path, site: Site): Layout {
    const layout = layoutOf(this.document.text, this.openBracket(site));
    if (layout === undefined || layout.close >= site.range.end) {
      throw new RefusalError(path, t("its brackets are not closed yet"));
    }
    return layout;
  }

  private openBracket({ value, range }: Site): number {
    const { text } = this.document;
    if (value.type === "object" && value.builderRange) {
      const argument = skipTrivia(text, skipTrivia(text, value.builderRange.end) + 1);
      return text[argument] === "{" ? argument : this.refuseShape();
    }
    return text[range.start] === "{" || text[range.start] === "["
      ? range.start
      : this.refuseShape();
  }

  private refuseShape(): never {
    throw new RefusalError([], t("its parts are not written as a literal"));
  }

  private textOf(range: Range): string {
    return this.document.text.slice(range.start, range.end);
  }

  private requireFinite(path: Path, value: NewValue): void {
    if (typeof value === "number" && !Number.isFinite(value)) {
      throw new RefusalError(path, t("the new value is not a finite number"));
    }
    if (value instanceof SourceText) return;
    if (typeof value === "object" && value !== null) {
      for (const part of Object.values(value)) this.requireFinite(path, part);
    }
  }
}
