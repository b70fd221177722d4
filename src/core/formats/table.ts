import { aiToolkit } from "./aiToolkit/format";
import { axolotl } from "./axolotl/format";
import { caffe } from "./caffe/format";
import { composer } from "./composer/format";
import { deepspeed } from "./deepspeed/format";
import { detectron2 } from "./detectron2/format";
import { diffusers } from "./diffusers/format";
import type { DocumentHead, Format } from "./format";
import { fileNameOf } from "./head";
import { isJavaScript, javascript } from "./javascript/format";
import { kohya } from "./kohya/format";
import { levanter } from "./levanter/format";
import { litgpt } from "./litgpt/format";
import { llamaFactory } from "./llamaFactory/format";
import { megatron } from "./megatron/format";
import { mlxLm } from "./mlxLm/format";
import { nemo } from "./nemo/format";
import { objectDetection } from "./objectDetection/format";
import { olmo } from "./olmo/format";
import { isPython, python } from "./python/format";
import { shellFlags } from "./shellFlags/format";
import { timmArguments } from "./timm/format";
import { torchConfig } from "./torchConfig/format";
import { torchtitan } from "./torchtitan/format";
import { trainingArguments } from "./trainingArguments/format";
import { ultralytics } from "./ultralytics/format";

/** Every foreign format, most telling first: a document belongs to the first that recognises it. */
export const FORMATS: readonly Format[] = [
  deepspeed,
  python,
  javascript,
  ultralytics,
  detectron2,
  timmArguments,
  mlxLm,
  llamaFactory,
  axolotl,
  composer,
  olmo,
  litgpt,
  aiToolkit,
  levanter,
  nemo,
  torchtitan,
  kohya,
  diffusers,
  objectDetection,
  caffe,
  megatron,
  shellFlags,
  torchConfig,
  trainingArguments,
];

/** The format that draws functions which the user asks for, whatever else the document holds. */
export function functionFormat(head: DocumentHead): Format | undefined {
  if (isJavaScript(head)) return javascript;
  return isPython(head) ? python : undefined;
}

const NONE: ReadonlySet<string> = new Set();

/** Longer texts of these are data, not what anybody wrote; of a config so long it is said. */
const LONGEST = 300_000;
const CONFIG = /\.(?:ya?ml|toml|sh|bash|slurm|sbatch|prototxt|pbtxt|config)$/i;

/** What of a document its format is told by: of a long config its beginning. */
const toldBy = (head: DocumentHead): DocumentHead =>
  head.text.length > LONGEST && CONFIG.test(fileNameOf(head))
    ? { ...head, text: head.text.slice(0, LONGEST) }
    : head;

/** The foreign format of a document; undefined for definitions of our own and for everything else. */
export const foreignFormat = (
  head: DocumentHead,
  off: ReadonlySet<string> = NONE,
): Format | undefined => {
  const known = toldBy(head);
  return FORMATS.find((format) => !off.has(format.id) && format.recognises(known));
};
