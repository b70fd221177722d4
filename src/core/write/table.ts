import { csvWriter } from "./targets/csv";
import { deepspeedWriter } from "./targets/deepspeed";
import { javascriptWriter } from "./targets/javascript";
import { jsonWriter } from "./targets/json";
import { kerasWriter } from "./targets/keras";
import { lightningWriter } from "./targets/lightning";
import { mmengineWriter } from "./targets/mmengine";
import { numpyWriter } from "./targets/numpy";
import { optaxWriter } from "./targets/optax";
import { pythonWriter } from "./targets/python";
import { timmWriter } from "./targets/timm";
import { torchWriter } from "./targets/torch";
import { transformersWriter } from "./targets/transformers";
import { typescriptWriter } from "./targets/typescript";
import type { Writer } from "./writer";

/** Every target that a schedule can be converted to, in the order in which they are offered. */
export const writers: readonly Writer[] = [
  torchWriter,
  transformersWriter,
  optaxWriter,
  kerasWriter,
  lightningWriter,
  deepspeedWriter,
  timmWriter,
  mmengineWriter,
  pythonWriter,
  javascriptWriter,
  jsonWriter,
  typescriptWriter,
  numpyWriter,
  csvWriter,
];

export const writerOf = (target: string): Writer | undefined =>
  writers.find((writer) => writer.target === target);
