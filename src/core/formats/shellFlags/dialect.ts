import type { Dialect } from "../config/dialect";
import { trainingArgumentsDialect } from "../trainingArguments/dialect";
import { underscored } from "./underscored";

/** HfArgumentParser takes a hyphen for an underscore, and casts what it reads. */
export const shellFlagsDialect: Dialect = {
  format: "transformers",
  loader: "casts",
  find: (file) => trainingArgumentsDialect.find({ ...file, root: underscored(file.root) }),
};
