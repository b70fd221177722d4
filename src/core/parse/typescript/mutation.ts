import type { SourceModule } from "./module";

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

function directly(text: string): Set<string> {
  const names = new Set<string>();
  for (const pattern of CHANGES) {
    for (const [, name] of text.matchAll(pattern)) if (name !== undefined) names.add(name);
  }
  for (const [, targets = ""] of text.matchAll(SWAPS)) addWords(targets, names);
  return names;
}

function addWords(text: string, names: Set<string>): void {
  for (const [word] of text.matchAll(WORD)) names.add(word);
}

function namesChangedIn(text: string): ReadonlySet<string> {
  const names = directly(text);
  for (const name of names) {
    if (names.size > MAX_NAMES) break;
    for (const part of behind(name, text)) addWords(part, names);
  }
  return names;
}

/** The texts of what a name may be another name of: what it is declared as, goes over, is called with. */
function behind(name: string, text: string): string[] {
  const word = `${BEFORE}${name.replaceAll("$", "\\$")}(?![\\w$])`;
  const all = (pattern: string) =>
    [...text.matchAll(new RegExp(pattern, "g"))].slice(0, MAX_NAMES).map(([, part = ""]) => part);
  const declared = all(`${word}\\s{0,2}(?::[^=;\\n]{0,80})?=\\s{0,40}([^;\\n]{0,400})`);
  const walked = all(`${word}[^;()\\n]{0,60}\\bof\\s{1,3}([^)\\n]{0,200})\\)`);
  const callbacks = all(`([^\\n;]{0,200})\\(\\(?[^()\\n]{0,80}${word}[^()\\n]{0,80}\\)?\\s{0,2}=>`);
  const functions = [
    ...all(`\\bfunction\\s{1,3}([\\w$]{1,80})\\s{0,2}\\([^)]{0,200}${word}`),
    ...all(
      `\\b(?:const|let)\\s{1,3}([\\w$]{1,80})\\s{0,2}=\\s{0,2}\\(?[^()=\\n]{0,200}${word}[^=\\n]{0,120}=>`,
    ),
  ];
  const given = functions.flatMap((one) =>
    all(`${BEFORE}${one.replaceAll("$", "\\$")}\\(([^;\\n]{0,300})`),
  );
  return [...declared, ...walked, ...callbacks, ...given];
}
