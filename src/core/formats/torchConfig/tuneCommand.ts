import type { Range } from "../../text/range";
import type { SourceEntry, SourceObject, SourceValue } from "../../parse/sourceValue";
import { parseYaml } from "../../syntax/yaml/parseYaml";
import { t } from "../../text/words";
import type { ConfigFile, Dialect, Found } from "../config/dialect";
import { foundAt } from "../config/foundAt";
import { nested, overrideValue, unquoted } from "../config/override";
import { entriesFromFile, overlaid } from "../config/overlay";
import { torchConfigDialect } from "./dialect";

/** A command up to its end, lines that end in `\` included; not one in a comment. */
const COMMAND = /^[^#\n]{0,200}?\btune[ \t]+run\b(?:[^\n\\]|\\\r?\n|\\.)*/gm;
const CONFIG = /--config(?:=|[ \t]+(?:\\\r?\n[ \t]*)?)("[^"\n]*"|'[^'\n]*'|[^\s\\]+)/;
/** `optimizer.lr=2e-5`; torchtune also takes `~key`, which deletes it. */
const OVERRIDE = /(?<=\s)(~?)([A-Za-z_][\w.]*)(?:=("[^"\n]*"|'[^'\n]*'|[^\s\\]*))?(?=\s|\\|$)/g;

/** torchtune's `tune run RECIPE --config FILE key=value …`: the file, and what the command changes of it. */
export const tuneCommandDialect: Dialect = {
  format: "torch",
  loader: "casts",
  find: (file) => [...file.head.text.matchAll(COMMAND)].flatMap((match) => ofCommand(file, match)),
};

function ofCommand(file: ConfigFile, match: RegExpExecArray): readonly Found[] {
  const [command] = match;
  const given = CONFIG.exec(command);
  const written = given?.[1] ?? "";
  if (!given || written === "") return [];
  const end = match.index + given.index + given[0].length;
  const range = { start: end - written.length, end };
  const path = unquoted(written);
  const found = file.ports.file(path, file.head.uri);
  const base = found && parseYaml(found.text).root;
  const over = overridesIn(command, match.index);
  if (!found || !base || !over) return [unread(path, range)];
  const moved = { ...base, range, entries: entriesFromFile(base, found.uri, range) };
  return torchConfigDialect.find({ ...file, root: overlaid(moved, over) });
}

/** A config of torchtune's own, or one that is not there. */
function unread(path: string, range: Range): Found {
  const value: SourceValue = { type: "string", value: path, range, literal: true };
  const entry: SourceEntry = { key: "config", keyRange: range, range, value };
  return foundAt(entry, path, (reading) => {
    reading.notRead(range, t`The config ${path}`);
    return undefined;
  });
}

/** The changes as settings; undefined where one of them takes something away, or is no plain value. */
function overridesIn(command: string, start: number): SourceObject | undefined {
  let root: SourceObject = {
    type: "object",
    entries: [],
    range: { start, end: start + command.length },
    literal: true,
  };
  for (const match of command.matchAll(OVERRIDE)) {
    const [whole, removes, key = "", written] = match;
    if (removes) return undefined;
    if (written === undefined) continue;
    const end = start + match.index + whole.length;
    const keyRange = { start: start + match.index, end: start + match.index + key.length };
    const value = overrideValue(written, { start: end - written.length, end });
    if (!value) return undefined;
    root = overlaid(root, nested(key.split("."), { keyRange, value }));
  }
  return root;
}
