import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type Node as YamlNode,
  type Scalar,
  type YAMLMap,
} from "yaml";
import type { ConfigTree } from "../../formats/config/dialect";
import { MAX_PROBLEMS } from "../../parse/limits";
import { type SourceEntry, type SourceValue } from "../../parse/sourceValue";
import { syntaxProblem } from "../../parse/syntaxProblem";
import type { Problem } from "../../problem";
import type { Range } from "../../text/range";
import { Bounds, MAX_CONFIG_LENGTH, refuseDeep, refuseLong } from "../refuse";
import { plainScalar } from "./scalars";

/** A YAML text with the range of every part, scalars by PyYAML's rules; the first document only. */
export function parseYaml(text: string): ConfigTree {
  if (text.length > MAX_CONFIG_LENGTH) return { root: undefined, problems: [refuseLong(text)] };
  try {
    // failsafe: every scalar stays the text that it is, as loaders differ in what they make of it
    const document = parseDocument(text, {
      schema: "failsafe",
      uniqueKeys: false,
      logLevel: "silent",
      prettyErrors: false,
    });
    return treeOf(document);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { root: undefined, problems: [refuseDeep({ start: 0, end: 1 })] };
  }
}

function treeOf(document: Document.Parsed): ConfigTree {
  const reader = new Reader(targetsOf(document));
  const root = document.contents && reader.value(document.contents, 0);
  const deep = document.errors.find(isOverflow);
  if (deep) reader.bounds.tooDeep(rangeAt(deep.pos));
  const problems = [...problemsOf(document), ...reader.bounds.problems];
  return { root: root?.type === "object" ? root : undefined, problems };
}

/** How the `yaml` package tells that its own calls went too deep. */
const isOverflow = ({ message }: Error): boolean => /call stack|too much recursion/.test(message);

/** `[1, 2]# of three`: a comment all the same to PyYAML and ruamel, which read these files. */
const isTight = ({ message }: Error): boolean => message.startsWith("Comments must be separated");

const problemsOf = ({ errors }: Document.Parsed): Problem[] =>
  errors
    // a file of several documents is read up to the end of the first
    .filter((error) => error.code !== "MULTIPLE_DOCS" && !isOverflow(error) && !isTight(error))
    .slice(0, MAX_PROBLEMS)
    .map(({ pos, message }) => syntaxProblem(rangeAt(pos), sentence(message)));

const rangeAt = ([start, end]: readonly [number, number]): Range => ({
  start,
  end: Math.max(start + 1, end),
});

/**
 * What each alias stands for: the last node before it that has the anchor. In one walk, as
 * `Alias.resolve` walks the whole document for each.
 */
function targetsOf(document: Document.Parsed): ReadonlyMap<Alias, YamlNode> {
  const anchors = new Map<string, YamlNode>();
  const targets = new Map<Alias, YamlNode>();
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target) targets.set(node, target);
      } else if (node.anchor) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

const sentence = (message: string): string => {
  const first = message.split("\n")[0] ?? message;
  return /[.!?]$/.test(first) ? first : `${first}.`;
};

class Reader {
  readonly bounds = new Bounds();

  constructor(private readonly targets: ReadonlyMap<Alias, YamlNode>) {}

  /** Aliases are followed as far as the limits go: circles and bombs end there. */
  value(node: YamlNode, depth: number, at?: Range): SourceValue {
    const range = at ?? rangeOf(node);
    if (!this.bounds.admits(range, depth)) return unknown("…", range, "unfinished");
    if (isAlias(node)) {
      const target = this.targets.get(node);
      if (!target) return unknown(`*${node.source}`, range, "unfinished");
      const value = this.value(target, depth + 1, range);
      const origin = isScalar(target) && { origin: { range: rangeOf(target) } };
      return { ...value, ...origin, literal: false };
    }
    if (isMap(node)) return this.object(node, range, depth);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.value(item as YamlNode, depth + 1));
      return { type: "array", items, range, literal: true };
    }
    return isScalar(node) ? scalar(node, range) : { type: "null", range, literal: true };
  }

  private object(node: YAMLMap, range: Range, depth: number): SourceValue {
    const entries: SourceEntry[] = [];
    const merged: SourceEntry[] = [];
    for (const pair of node.items) {
      const key = pair.key as YamlNode | null;
      if (!isScalar(key)) continue;
      const keyRange = rangeOf(key);
      const nothing = { start: keyRange.end, end: keyRange.end };
      const value = pair.value
        ? this.value(pair.value as YamlNode, depth + 1)
        : ({ type: "null", range: nothing, literal: true } as const);
      if (key.source === "<<") for (const entry of entriesOf(value)) merged.push(entry);
      else {
        const whole = { start: keyRange.start, end: Math.max(keyRange.end, value.range.end) };
        entries.push({ key: key.source ?? "", keyRange, range: whole, value });
      }
    }
    const own = new Set(entries.map(({ key }) => key));
    const inherited = merged.filter(({ key }) => !own.has(key));
    return { type: "object", entries: [...inherited, ...entries], range, literal: true };
  }
}

/** The entries that `<<` brings in, of one mapping or of a list of them. */
function entriesOf(value: SourceValue): readonly SourceEntry[] {
  if (value.type === "object") return value.entries;
  return value.type === "array" ? value.items.flatMap(entriesOf) : [];
}

function rangeOf(node: YamlNode): Range {
  const [start, end] = node.range ?? [0, 0];
  return { start, end: Math.max(start, end) };
}

const unknown = (symbol: string, range: Range, reason: "runtime" | "unfinished"): SourceValue => ({
  type: "unknown",
  symbol,
  reason,
  range,
  literal: false,
});

/** `${…}`, `{{ … }}` and OmegaConf's `???` have their values at run time. */
const RUNTIME = /^\?\?\?$|\$\{|\{\{/;

function scalar(node: Scalar, range: Range): SourceValue {
  const text = typeof node.value === "string" ? node.value : (node.source ?? "");
  if (RUNTIME.test(text)) return unknown(text, range, "runtime");
  if (node.type !== "PLAIN" || node.tag === "!!str" || node.tag === "tag:yaml.org,2002:str")
    return { type: "string", value: text, range, literal: true };
  const value = plainScalar(text);
  if (value === null) return { type: "null", range, literal: true };
  if (typeof value === "boolean") return { type: "boolean", value, range, literal: true };
  if (typeof value === "string") return { type: "string", value, range, literal: true };
  return { type: "number", value, float: /[.eE]/.test(text), range, literal: true };
}
