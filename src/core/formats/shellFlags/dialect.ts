import type { Dialect } from "../config/dialect";
import { trainingArgumentsDialect } from "../trainingArguments/dialect";

/** HfArgumentParser takes a hyphen for an underscore, and casts what it reads. */
export const shellFlagsDialect: Dialect = {
  format: "transformers",
  loader: "casts",
  find: (file) => {
    const entries = file.root.entries.map((entry) => ({
      ...entry,
      key: entry.key.replaceAll("-", "_"),
    }));
    return trainingArgumentsDialect.find({ ...file, root: { ...file.root, entries } });
  },
};
