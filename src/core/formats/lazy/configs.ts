// The readers of config files, in one bundle that is loaded with the first such file.
import { configReader } from "../config/dialect";
import { jsonTree } from "../config/jsonTree";
import { deepspeedDialect } from "../deepspeed/dialect";

export const readers = {
  deepspeed: configReader(jsonTree, deepspeedDialect),
} as const;
