import { composerScriptDialect } from "../composer/script";
import { detectron2ScriptDialect } from "../detectron2/script";
import { fastaiDialect } from "../fastai/dialect";
import { handSetDialect } from "../handSet/dialect";
import { kerasDialect } from "../keras/dialect";
import { mmengineDialect } from "../mmengine/dialect";
import { optaxDialect } from "../optax/dialect";
import { stepFunctionDialect } from "../stepFunction/dialect";
import { timmDialect } from "../timm/script";
import { torchDialect } from "../torch/dialect";
import { ownSchedulerDialect } from "../torch/ownScheduler";
import { unreadSchedulerDialect } from "../torch/unreadScheduler";
import { torchtitanScriptDialect } from "../torchtitan/script";
import { transformersDialect } from "../transformers/dialect";
import type { ScriptDialect } from "./dialect";

/** Every library whose schedules are read from scripts. */
export const DIALECTS: readonly ScriptDialect[] = [
  torchDialect,
  ownSchedulerDialect,
  handSetDialect,
  transformersDialect,
  optaxDialect,
  kerasDialect,
  timmDialect,
  mmengineDialect,
  fastaiDialect,
  detectron2ScriptDialect,
  composerScriptDialect,
  torchtitanScriptDialect,
];

/** Read where no other dialect finds anything, one after the other. */
export const FALLBACKS: readonly ScriptDialect[] = [stepFunctionDialect, unreadSchedulerDialect];
