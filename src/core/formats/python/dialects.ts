import { handSetDialect } from "../handSet/dialect";
import { kerasDialect } from "../keras/dialect";
import { mmengineDialect } from "../mmengine/dialect";
import { optaxDialect } from "../optax/dialect";
import { timmDialect } from "../timm/script";
import { torchDialect } from "../torch/dialect";
import { transformersDialect } from "../transformers/dialect";
import type { ScriptDialect } from "./dialect";

/** Every library whose schedules are read from scripts. */
export const DIALECTS: readonly ScriptDialect[] = [
  torchDialect,
  handSetDialect,
  transformersDialect,
  optaxDialect,
  kerasDialect,
  timmDialect,
  mmengineDialect,
];
