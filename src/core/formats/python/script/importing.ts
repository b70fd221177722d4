import type { Import } from "../../../program/statementTree";
import type { Machine } from "./machine";
import { setName } from "./scope";
import { starNames } from "./starNames";
import type { Scope, Value } from "./value";

/** Modules that every script imports and that no file of the workspace stands for. */
const LIBRARIES = new Set(
  "torch torchvision torchaudio transformers timm optax jax flax keras tensorflow tf_keras numpy pandas math os sys argparse functools itertools collections dataclasses typing random time datetime json yaml copy logging warnings pathlib re accelerate lightning pytorch_lightning deepspeed bitsandbytes peft trl datasets tqdm wandb sklearn scipy matplotlib PIL cv2 hydra omegaconf detectron2 ml_collections absl apex mmengine mmcv fastai fvcore ignite composer megatron torchtune torchtitan pytorch_warmup einops sentencepiece tokenizers tensorboard tensorboardX click rich_click asyncclick cloup typer fire tyro simple_parsing jsonargparse defopt pyrallis draccus".split(
    " ",
  ),
);

/** Names of what makes or sets rates. */
const RATES = /sched|(?:^|_)lr(?:_|$)|LR$|optim|warm_?up|anneal/i;

/** `import` and `from … import`: names of the workspace's files, or of libraries by full path. */
export function runImport(machine: Machine, statement: Import, scope: Scope): void {
  const { module, level = 0, whole, star, bindings } = statement;
  const root = module.split(".")[0] ?? module;
  const rates = bindings.some(({ imported = "" }) => RATES.test(imported));
  const file =
    level === 0 && LIBRARIES.has(root) ? undefined : machine.import(module, level, scope, rates);
  if (star === true && file?.type === "module")
    for (const [name, value] of file.scope.names)
      if (!name.startsWith("_")) setName(machine.journal, scope, name, value);
  if (star === true && !file) importAll(machine, canonical(module), scope);
  for (const { imported, local } of bindings) {
    const path = imported === undefined ? (whole === true ? root : module) : full(module, imported);
    const value = valueOf(machine, { file, imported, module, level, path }, scope);
    // `import a.b` after `import a`: the same name
    if (whole !== true || !(file ?? scope.names.has(local)) || file)
      setName(machine.journal, scope, local, value);
  }
}

function importAll(machine: Machine, module: string, scope: Scope): void {
  const { of, names } = starNames(module);
  for (const name of names)
    setName(machine.journal, scope, name, { type: "library", path: canonical(`${of}.${name}`) });
}

interface Imported {
  readonly file: Value | undefined;
  readonly imported: string | undefined;
  readonly module: string;
  readonly level: number;
  readonly path: string;
}

function valueOf(machine: Machine, wanted: Imported, scope: Scope): Value {
  const { file, imported, module, level, path } = wanted;
  const library: Value = { type: "library", path: canonical(path) };
  if (imported === undefined) return file ?? library;
  const own = file?.type === "module" ? file.scope.names.get(imported) : undefined;
  if (own) return own;
  const below = !LIBRARIES.has(module.split(".")[0] ?? "") || level > 0;
  const submodule = below ? machine.import(full(module, imported), level, scope) : undefined;
  return submodule ?? library;
}

const full = (module: string, name: string): string => (module === "" ? name : `${module}.${name}`);

const ALIASES: readonly (readonly [RegExp, string])[] = [
  [/^torch\.optim\.adamw?\.(?=Adam)/, "torch.optim."],
  [/^tensorflow\.(?:compat\.v1\.)?keras\b/, "keras"],
  [/^tf_keras\b/, "keras"],
  [/^tensorflow\.python\.keras\b/, "keras"],
  [/^tqdm\.(?:auto|notebook|rich|std)\b/, "tqdm"],
  [/^pytorch_lightning\b/, "lightning.pytorch"],
  [/^accelerate\.optimizer\b/, "accelerate"],
];

/** One name for what several packages and versions export. */
export function canonical(path: string): string {
  for (const [pattern, name] of ALIASES) if (pattern.test(path)) return path.replace(pattern, name);
  return path;
}
