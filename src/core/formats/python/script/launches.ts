import type { SourceEntry } from "../../../parse/sourceValue";
import type { ImportedFile } from "../../../parse/typescript/loader";
import { parseFlags } from "../../../syntax/shell/parseFlags";

/** A command of a shell script that runs a Python file. */
export interface Launch {
  readonly uri: string;
  readonly text: string;
  /** Where the command's arguments begin and end. */
  readonly start: number;
  readonly end: number;
  /** Its first argument, where that is a plain word: of some programs, the command. */
  readonly word: string | undefined;
  /** Its flags by their names without hyphens before them. */
  readonly flags: ReadonlyMap<string, SourceEntry>;
}

export interface Neighbours {
  file(path: string): ImportedFile | undefined;
  siblings?(ending: string): readonly ImportedFile[];
}

const MOST_COMMANDS = 8;

/** The commands that run a script, in the shell scripts beside it and in a folder `scripts`. */
export function launchesOf(uri: string, ports: Neighbours): readonly Launch[] {
  const name = decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1));
  const stem = name.replace(/\.\w+$/, "");
  const usual = [stem, `run_${stem}`, "run", "train", "launch"].flatMap((one) => [
    `./${one}.sh`,
    `./scripts/${one}.sh`,
  ]);
  const files = new Map<string, ImportedFile>();
  for (const file of ports.siblings?.(".sh") ?? []) files.set(file.uri, file);
  for (const path of new Set(usual)) {
    const file = ports.file(path);
    if (file) files.set(file.uri, file);
  }
  return [...files.values()].flatMap((file) => commandsIn(file, name)).slice(0, MOST_COMMANDS);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function commandsIn({ uri, text }: ImportedFile, name: string): Launch[] {
  const code = text.replace(/^[ \t]*#.*$/gm, (line) => " ".repeat(line.length));
  // up to the end of the command, over lines that a backslash carries on
  const pattern = new RegExp(
    `(?<=^|[\\s"'/])${escaped(name)}(?=$|[\\s"'\\\\])((?:\\\\\\r?\\n|"[^"\\n]*"|'[^'\\n]*'|[^\\n;&|>])*)`,
    "gm",
  );
  return [...code.matchAll(pattern)].flatMap((match): Launch[] => {
    const [whole, given = ""] = match;
    const end = match.index + whole.length;
    const kept = [{ start: end - given.length, end }, ...argumentTexts(code, given)];
    const { root } = parseFlags(onlyFlagsIn(code, kept));
    if (root?.type !== "object") return [];
    const flags = new Map(root.entries.map((entry) => [entry.key.replaceAll("-", "_"), entry]));
    const word = /^\s+([A-Za-z][\w-]*)(?=\s|$)/.exec(given)?.[1];
    return [{ uri, text, start: end - given.length, end, word, flags }];
  });
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The assignments of variables that a command is given as arguments: `ARGS="--lr 3e-4"`. */
function argumentTexts(code: string, given: string): Stretch[] {
  const names = [...given.matchAll(/\$\{?(\w+)/g)].map(([, name = ""]) => name);
  return names.flatMap((name) => {
    const assigned = new RegExp(
      `^[ \\t]*(?:export[ \\t]+)?${name}\\+?=(?:\\([^)]*\\)|"[^"]*"|'[^']*')`,
      "gm",
    );
    return [...code.matchAll(assigned)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
    }));
  });
}

/** The text with the flags of other commands made unreadable, its length unchanged. */
const onlyFlagsIn = (code: string, kept: readonly Stretch[]): string =>
  code.replace(/--(?=[A-Za-z])/g, (hyphens, at: number) =>
    kept.some(({ start, end }) => at >= start && at < end) ? hyphens : "  ",
  );
