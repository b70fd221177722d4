import type { SourceObject } from "../../parse/sourceValue";

/** argparse's programs that take `--learning-rate` for `--learning_rate`. */
export const underscored = (root: SourceObject): SourceObject => ({
  ...root,
  entries: root.entries.map((entry) => ({ ...entry, key: entry.key.replaceAll("-", "_") })),
});
