import { handSetDialect } from "../handSet/dialect";
import { torchDialect } from "../torch/dialect";
import { transformersDialect } from "../transformers/dialect";
import type { ScriptDialect } from "./dialect";

/** Every library whose schedules are read from scripts. */
export const DIALECTS: readonly ScriptDialect[] = [
  torchDialect,
  handSetDialect,
  transformersDialect,
];
