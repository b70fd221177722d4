import { entryOf, type SourceEntry, type SourceObject } from "../../parse/sourceValue";
import type { ImportedFile } from "../../parse/typescript/loader";
import { parseYaml } from "../../syntax/yaml/parseYaml";
import { t } from "../../text/words";
import type { Dialect } from "../config/dialect";
import { firstOf } from "../config/fields";
import { foundAt } from "../config/foundAt";
import { entriesFromFile, overlaid } from "../config/overlay";
import { finetuning } from "./finetuning";
import { pretraining } from "./pretraining";

const COMMAND = /^[^#\n]*\blitgpt[ \t]+(pretrain|finetune)/m;

/** `litgpt pretrain` and `litgpt finetune…` with their settings as flags: `--train.max_steps 5`. */
export const litgptFlagsDialect: Dialect = {
  format: "litgpt",
  loader: "casts",
  find: ({ head, root: flags, ports }) => {
    const command = COMMAND.exec(head.text)?.[1];
    const [first] = flags.entries.filter(({ key }) => /^(?:train|optimizer)\b/.test(key));
    if (!command || !first) return [];
    const root = nested(flags);
    const warmup = flags.entries.find(({ key }) => key === "train.lr_warmup_steps");
    const run = command === "pretrain" ? pretraining : finetuning;
    const anchor = warmup ?? first;
    return [
      foundAt(anchor, command, (reading) => {
        const config = firstOf(root, "config");
        if (!config) return run(root, anchor, reading);
        const whole = withConfig(root, config, (path) => ports.file(path, head.uri));
        if (whole) return run(whole, anchor, reading);
        reading.notRead(config.range, t("--config beside flags"));
        return undefined;
      }),
    ];
  },
};

/**
 * The config with what the flags after it change; undefined where it can't be read, where a flag stands
 * before it, or where both say something of the optimizer, whose class decides about its arguments.
 */
function withConfig(
  flags: SourceObject,
  { value, keyRange, range }: SourceEntry,
  file: (path: string) => ImportedFile | undefined,
): SourceObject | undefined {
  const found = value.type === "string" ? file(value.value) : undefined;
  const base = found && parseYaml(found.text).root;
  if (!found || !base || flags.entries.some((entry) => entry.keyRange.start < keyRange.start))
    return undefined;
  if (entryOf(flags, "optimizer") && entryOf(base, "optimizer")) return undefined;
  const moved = { ...base, range, entries: entriesFromFile(base, found.uri, range) };
  return overlaid(moved, flags);
}

/** jsonargparse's dots as groups; `--optimizer` beside `--optimizer.lr` is its class. */
function nested(root: SourceObject): SourceObject {
  const groups = new Map<string, SourceEntry[]>();
  const plain: SourceEntry[] = [];
  for (const entry of root.entries) {
    const [, group, key] = /^(\w+)\.(.+)$/.exec(entry.key) ?? [];
    if (group === undefined || key === undefined) plain.push(entry);
    else groups.set(group, [...(groups.get(group) ?? []), { ...entry, key }]);
  }
  const objects = [...groups].map(([key, own]): SourceEntry => {
    const [{ keyRange, range }] = own as [SourceEntry];
    const named = plain.filter((entry) => entry.key === key);
    const entries = [...named.map((entry) => ({ ...entry, key: "class_path" })), ...own];
    const value = { ...root, entries, range, builderRange: keyRange };
    return { key, keyRange, range, value };
  });
  return {
    ...root,
    entries: [...plain.filter(({ key }) => !groups.has(key)), ...objects],
  };
}
