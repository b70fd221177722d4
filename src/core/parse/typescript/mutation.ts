import { assignmentOf, isFunction } from "./bindings";
import type { SourceModule } from "./module";
import { usesOf } from "./uses";

const NAME = "([A-Za-z_$][\\w$]*)";
const PART = "(?:\\s{0,2}(?:\\?\\.|\\.)\\s{0,2}[\\w$]{1,80}|!|\\s{0,2}\\[[^\\]\\n]{0,200}\\])";
const ASSIGNS = "(?:=(?![=>])|(?:[-+*/%&|^]|\\*\\*|<<|>>>?|&&|\\|\\||\\?\\?)=|\\+\\+|--)";
const CHANGERS = "(?:push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin)";
const BEFORE = "(?<![\\w$.])";

/** What changes a part of the thing that a name stands for. */
const CHANGES: readonly RegExp[] = [
  new RegExp(`${BEFORE}${NAME}${PART}{1,12}\\s{0,2}${ASSIGNS}`, "g"),
  new RegExp(`${BEFORE}${NAME}${PART}{0,12}\\s{0,40}\\.\\s{0,2}${CHANGERS}\\s{0,2}\\(`, "g"),
  new RegExp(`(?:\\+\\+|--|\\bdelete\\s{1,3})\\s{0,2}${NAME}\\s{0,2}[.[]`, "g"),
  new RegExp(
    `\\bObject\\s{0,2}\\.\\s{0,2}(?:assign|define\\w{1,12}|setPrototypeOf)\\(\\s{0,80}${NAME}`,
    "g",
  ),
];
/** `[a, b] = [b, a]`, which is no declaration. */
const SWAPS = /(?:^|[;{}\n])\s{0,40}\(?([[{][^=;]{0,200}[\]}])\s{0,2}=(?![=>])/g;
const WORD = /[A-Za-z_$][\w$]*/g;
const ANY = new RegExp(`${ASSIGNS}|\\b${CHANGERS}\\b|\\bdelete\\b|\\bObject\\b`);
/** Names that are followed to what they may be other names of. */
const MAX_NAMES = 200;

const known = new WeakMap<SourceModule, ReadonlySet<string>>();

/**
 * The names of a file that may stand for something else than their declarations say, as a statement
 * changes a part of it, under this name or another. Rather one too many than one too few.
 */
export function changedNames(module: SourceModule): ReadonlySet<string> {
  const found = known.get(module) ?? namesChangedIn(module.text);
  known.set(module, found);
  return found;
}

/** Whether some part of a text may change what other parts of the file declare. */
export const mayChange = (text: string): boolean => ANY.test(text) && directly(text).size > 0;

/**
 * Whether a function of the file may change what a name stands for, or a part of it: who calls it once
 * the file has been run, nobody knows.
 */
export function mayChangeLater(name: string, module: SourceModule): boolean {
  const { text } = module;
  const isWithin = (at: number): boolean => inFunction(module, at);
  for (const { index } of text.matchAll(assignmentOf(name))) if (isWithin(index)) return true;
  return namesChangedIn(text, isWithin).has(name);
}

function inFunction({ tree }: SourceModule, at: number): boolean {
  let node = tree.rootNode.descendantForIndex(at, at + 1);
  while (node && !isFunction(node)) node = node.parent;
  return node !== null;
}

type Where = (at: number) => boolean;

function directly(text: string, where: Where = () => true): Set<string> {
  const names = new Set<string>();
  for (const pattern of CHANGES) {
    for (const { index, 1: name } of text.matchAll(pattern))
      if (name !== undefined && where(index)) names.add(name);
  }
  for (const { index, 0: whole, 1: targets = "" } of text.matchAll(SWAPS))
    if (where(index + whole.length - 1)) addWords(targets, names);
  return names;
}

function addWords(text: string, names: Set<string>): void {
  for (const [word] of text.matchAll(WORD)) names.add(word);
}

function namesChangedIn(text: string, where?: Where): ReadonlySet<string> {
  const names = directly(text, where);
  for (const name of names) {
    if (names.size > MAX_NAMES) break;
    for (const part of behind(name, text)) addWords(part, names);
  }
  return names;
}

/** Characters before a name that are looked at for what gives it a value. */
const MAX_BEFORE = 300;

const DECLARED = /\s{0,2}(?::[^=;\n]{0,80})?=\s{0,40}([^;\n]{0,400})/y;
const WALKED = /[^;()\n]{0,60}\bof\s{1,3}([^)\n]{0,200})\)/y;
const PARAMETER = /[^()\n]{0,80}\)?\s{0,2}=>/y;
const CALLBACK_OF = /([^\n;]{0,200})\(\(?[^()\n]{0,80}$/;
const FUNCTION_OF = /\bfunction\s{1,3}([\w$]{1,80})\s{0,2}\([^)]{0,200}$/;
const ARROW = /[^=\n]{0,120}=>/y;
const ARROW_OF = /\b(?:const|let)\s{1,3}([\w$]{1,80})\s{0,2}=\s{0,2}\(?[^()=\n]{0,200}$/;
const ARGUMENTS = /\(([^;\n]{0,300})/y;

/**
 * The texts of what a name may be another name of: what it is declared as, goes over, is called
 * with. Each use of the name is looked at by itself: one pattern over the whole text would try
 * every place of it.
 */
function behind(name: string, text: string): string[] {
  const parts: (string | undefined)[] = [];
  for (const start of someUses(name, text)) {
    const end = start + name.length;
    const before = text.slice(Math.max(0, start - MAX_BEFORE), start);
    parts.push(partAt(DECLARED, text, end), partAt(WALKED, text, end));
    if (at(PARAMETER, text, end)) parts.push(CALLBACK_OF.exec(before)?.[1]);
    const called = [
      before.includes("function") ? FUNCTION_OF.exec(before)?.[1] : undefined,
      at(ARROW, text, end) ? ARROW_OF.exec(before)?.[1] : undefined,
    ];
    for (const one of called) if (one !== undefined) parts.push(...argumentsOf(one, text));
  }
  return parts.filter((part) => part !== undefined);
}

const argumentsOf = (name: string, text: string): (string | undefined)[] =>
  someUses(name, text).map((start) => partAt(ARGUMENTS, text, start + name.length));

const someUses = (name: string, text: string): number[] => [...take(usesOf(name, text), MAX_NAMES)];

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  let left = count;
  for (const item of items) {
    if (left-- <= 0) return;
    yield item;
  }
}

function at(sticky: RegExp, text: string, offset: number): RegExpExecArray | null {
  sticky.lastIndex = offset;
  return sticky.exec(text);
}

const partAt = (sticky: RegExp, text: string, offset: number): string | undefined =>
  at(sticky, text, offset)?.[1];
