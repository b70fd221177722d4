import type { SourceEntry, SourceObject } from "../../parse/sourceValue";
import { t } from "../../text/words";
import type { Dialect } from "../config/dialect";
import { firstOf } from "../config/fields";
import { foundAt } from "../config/foundAt";
import { finetuning } from "./finetuning";
import { pretraining } from "./pretraining";

const COMMAND = /^[^#\n]*\blitgpt[ \t]+(pretrain|finetune)/m;

/** `litgpt pretrain` and `litgpt finetune…` with their settings as flags: `--train.max_steps 5`. */
export const litgptFlagsDialect: Dialect = {
  format: "litgpt",
  loader: "casts",
  find: ({ head, root: flags }) => {
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
        reading.notRead(config.range, t("--config beside flags"));
        return undefined;
      }),
    ];
  },
};

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
