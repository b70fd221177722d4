import { emptyRange } from "../../text/range";
import { t } from "../../text/words";
import type { SourceEntry, SourceValue } from "../sourceValue";
import { duplicateKeyProblem } from "../syntaxProblem";
import { partsOf, rangeOf, type SyntaxNode } from "../syntaxTree";
import { keyText } from "./bindings";
import { textOf, type Site } from "./module";
import { nameValue } from "./names";
import { numberList } from "./numberList";
import type { Handler, Reading } from "./reading";
import { unknownValue, type Value } from "./value";

/** Entries in the order written; a later one takes the place of an earlier one from a spread. */
class EntryList {
  readonly entries: SourceEntry[] = [];
  /** Keys whose value is undefined. */
  readonly absent = new Set<string>();
  private readonly indices = new Map<string, number>();
  private readonly written = new Map<string, SourceEntry>();

  constructor(
    private readonly reading: Reading,
    private readonly site: Site,
  ) {}

  write(entry: SourceEntry): void {
    const earlier = this.written.get(entry.key);
    if (earlier) {
      const problem = duplicateKeyProblem(entry.key, entry.keyRange, earlier.keyRange);
      this.reading.add(this.site.module, problem);
    }
    this.written.set(entry.key, entry);
    this.put(entry);
  }

  put(entry: SourceEntry): void {
    this.absent.delete(entry.key);
    const index = this.indices.get(entry.key);
    if (index !== undefined) {
      this.entries[index] = entry;
      return;
    }
    this.indices.set(entry.key, this.entries.length);
    this.entries.push(entry);
  }

  /** `{ ...base, momentum: undefined }`: what was spread in before is gone, too. */
  leaveOut(key: string): void {
    this.absent.add(key);
    const index = this.indices.get(key);
    if (index === undefined) return;
    this.entries.splice(index, 1);
    this.indices.clear();
    this.entries.forEach((entry, at) => this.indices.set(entry.key, at));
  }

  /** The value written last turns out to be followed by what cannot be read. */
  spoil(): void {
    const last = this.entries.at(-1);
    if (!last) return;
    const { range } = last.value;
    const symbol = this.site.module.text.slice(range.start, range.end).slice(0, 120);
    this.put({ ...last, value: unknownValue(range, symbol, "unfinished") });
  }
}

const object: Handler = (reading, node, site) => {
  const list = new EntryList(reading, site);
  let open = false;
  for (const child of node.children) {
    if (!child || child.type === "comment") continue;
    if (child.isError) readError(reading, child, site, list, open);
    else if (child.isNamed) readMember(reading, child, site, list);
    open = child.isNamed && !child.isError;
  }
  const absent = [...list.absent];
  return {
    type: "object",
    entries: list.entries,
    ...(absent.length > 0 && { absent }),
    range: rangeOf(node),
    literal: true,
  };
};

function readMember(reading: Reading, node: SyntaxNode, site: Site, list: EntryList): void {
  switch (node.type) {
    case "pair":
      readPair(reading, node, site, list);
      return;
    case "shorthand_property_identifier":
      writeEntry(reading, list, node, textOf(node, site.module), nameValue(reading, node, site));
      return;
    case "spread_element":
      readSpread(reading, node, site, list);
      return;
    case "method_definition":
      readMethod(reading, node, site, list);
      return;
    default:
      reading.unfinished(node, site);
  }
}

/** Reads a pair whose key or value may be missing. */
function readPair(reading: Reading, node: SyntaxNode, site: Site, list: EntryList): void {
  const key = node.childForFieldName("key");
  const value = node.childForFieldName("value");
  if (!key || !value) {
    reading.unfinished(node, site);
    return;
  }
  const next = swallowedName(node, key, site);
  if (next) {
    readSwallowed(reading, { key, name: next, value }, site, list);
    return;
  }
  const name = readKey(reading, key, site);
  if (name === undefined) return;
  const broken = node.children.some((child) => child?.isError === true);
  writeEntry(
    reading,
    list,
    key,
    name,
    broken ? reading.unfinished(value, site) : reading.evaluate(value, site),
  );
}

function readKey(reading: Reading, key: SyntaxNode, site: Site): string | undefined {
  const [inside] = key.type === "computed_property_name" ? partsOf(key) : [];
  if (!inside) return keyText(key, site.module);
  const value = reading.evaluate(inside, site);
  if (value.type === "string" || value.type === "number") return String(value.value);
  const message = t("This name is known only at run time: write it out.");
  reading.report(site, rangeOf(key), message, "computed-key");
  return undefined;
}

function writeEntry(
  reading: Reading,
  list: EntryList,
  key: SyntaxNode,
  name: string,
  value: Value,
): void {
  const source = reading.toSource(value);
  if (!source) {
    list.leaveOut(name);
    return;
  }
  const keyRange = rangeOf(key);
  const range = { start: keyRange.start, end: Math.max(keyRange.end, source.range.end) };
  list.write({ key: name, keyRange, range, value: source });
}

/**
 * In `to: ⏎ for: 5` the tree takes the next line's name and colon for an error between this name
 * and that value. The error's node, where it is such a name.
 */
function swallowedName(pair: SyntaxNode, key: SyntaxNode, site: Site): SyntaxNode | undefined {
  if (!pair.hasError) return undefined;
  const error = pair.children.find((child) => child?.isError === true);
  const [name, ...more] = error ? partsOf(error) : [];
  if (!error || !name || more.length > 0 || !/^[\w$"']+\s*:$/.test(textOf(error, site.module)))
    return undefined;
  return site.module.text.slice(key.endIndex, error.startIndex).includes("\n") ? name : undefined;
}

function readSwallowed(
  reading: Reading,
  parts: { key: SyntaxNode; name: SyntaxNode; value: SyntaxNode },
  site: Site,
  list: EntryList,
): void {
  const { key, name, value } = parts;
  const colon = site.module.text.indexOf(":", key.endIndex);
  reading.report(site, { start: colon, end: colon + 1 }, t("A value is missing here."));
  const missing = unknownValue(emptyRange(colon + 1), "", "unfinished");
  writeEntry(reading, list, key, keyText(key, site.module) ?? "", missing);
  const found = reading.evaluate(value, site);
  writeEntry(reading, list, name, textOf(name, site.module).replace(/["']/g, ""), found);
}

/** What cannot be read spoils the value right before it, which it may belong to. */
function readError(
  reading: Reading,
  error: SyntaxNode,
  site: Site,
  list: EntryList,
  follows: boolean,
): void {
  reading.unfinished(error, site);
  if (follows) list.spoil();
  for (const part of partsOf(error)) if (part.type === "pair") readPair(reading, part, site, list);
}

function readSpread(reading: Reading, node: SyntaxNode, site: Site, list: EntryList): void {
  const [inside] = partsOf(node);
  const value = inside ? reading.evaluate(inside, site) : reading.unfinished(node, site);
  if (value.type === "object") {
    if (!reading.afford(value.entries.length)) return;
    for (const entry of value.entries) list.put(entry);
    for (const key of value.absent ?? []) list.leaveOut(key);
    return;
  }
  if (value.type === "undefined" || value.type === "null") return;
  if (value.type === "boolean" && !value.value) return;
  const message =
    value.type === "unknown"
      ? t`What ${value.symbol || "this"} spreads here is known only at run time.`
      : t("Only an object can be spread into an object.");
  reading.report(site, rangeOf(node), message, "unknown-spread");
}

function readMethod(reading: Reading, node: SyntaxNode, site: Site, list: EntryList): void {
  const key = node.childForFieldName("name");
  const name = key && readKey(reading, key, site);
  const [first] = node.children;
  if (!key || name === undefined || name === null) return;
  if (first && first.id !== key.id) {
    reading.report(
      site,
      rangeOf(first),
      t("A schedule's value cannot be a getter, a setter or an async function."),
    );
    return;
  }
  writeEntry(reading, list, key, name, functionValue(reading, node, site));
}

const functionValue: Handler = (_reading, node, site) => ({
  type: "closure",
  node,
  site,
  range: rangeOf(node),
  literal: true,
});

const array: Handler = (reading, node, site) => ({
  type: "array",
  items:
    numbersIn(reading, node, site) ??
    readItems(reading, node, site).flatMap((value) => sourceItem(reading, value)),
  range: rangeOf(node),
  literal: true,
});

/** The items of a finished list of numbers; undefined for any other list. */
function numbersIn(reading: Reading, node: SyntaxNode, site: Site): SourceValue[] | undefined {
  if (node.hasError || !reading.mayNest) return undefined;
  const numbers = numberList(site.module.text, rangeOf(node));
  if (numbers) reading.spend(Math.ceil(numbers.length / NUMBERS_A_VISIT));
  return numbers;
}

/** Numbers read from the text cost much less than parts of the tree. */
const NUMBERS_A_VISIT = 8;

function sourceItem(reading: Reading, value: Value): SourceValue {
  return reading.toSource(value) ?? unknownValue(value.range, "undefined", "runtime");
}

/** The values of an array or of a call's arguments, spreads opened. */
export function readItems(reading: Reading, node: SyntaxNode, site: Site): Value[] {
  const items: Value[] = [];
  let open = false;
  for (const child of node.children) {
    if (child === null || child.type === "comment") continue;
    if (child.isError) {
      const broken = reading.unfinished(child, site);
      const last = items.at(-1);
      if (open && last)
        items[items.length - 1] = unknownValue(last.range, broken.symbol, "unfinished");
    } else if (child.type === "spread_element") {
      for (const item of spreadItems(reading, child, site)) items.push(item);
    } else if (child.isNamed) items.push(reading.evaluate(child, site));
    open = child.isNamed && !child.isError;
  }
  return items;
}

function spreadItems(reading: Reading, node: SyntaxNode, site: Site): readonly Value[] {
  const [inside] = partsOf(node);
  const value = inside ? reading.evaluate(inside, site) : reading.unfinished(node, site);
  if (value.type === "array") return reading.afford(value.items.length) ? value.items : [];
  const unknown = value.type === "unknown" ? value : reading.runtime(node, site);
  return unknown.type === "unknown" ? [{ ...unknown, spread: true }] : [unknown];
}

export const containerHandlers: readonly (readonly [string, Handler])[] = [
  ["object", object],
  ["array", array],
  ["arrow_function", functionValue],
  ["function_expression", functionValue],
];
