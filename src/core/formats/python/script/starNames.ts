import { kerasTable } from "../../../libraries/keras/table";
import { timmTable } from "../../../libraries/timm/table";
import { torchTable } from "../../../libraries/torch/table";

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const OPTIMIZERS = words(
  "Adadelta Adagrad Adam Adamax AdamW ASGD LBFGS NAdam RAdam RMSprop Rprop SGD SparseAdam Adafactor",
);
const KERAS = words("SGD RMSprop Adam AdamW Adadelta Adagrad Adamax Adafactor Nadam Ftrl Lion");
const MATH = words("ceil floor sqrt exp log log2 log10 cos sin tan tanh pow pi e inf");

/** What `from MODULE import *` brings of what has to do with schedules. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  "torch.optim": [...OPTIMIZERS, "lr_scheduler"],
  "torch.optim.lr_scheduler": [...torchTable.kinds.keys(), "LRScheduler"],
  "keras.optimizers": [...KERAS, "schedules"],
  "keras.optimizers.schedules": [...kerasTable.kinds.keys(), "LearningRateSchedule"],
  "keras.callbacks": ["LearningRateScheduler", "ReduceLROnPlateau", "Callback"],
  "timm.scheduler": [...timmTable.kinds.keys(), "create_scheduler", "create_scheduler_v2"],
  math: MATH,
  numpy: [...MATH, ...words("array arange linspace clip minimum maximum where power abs")],
  fastai: words(
    "Learner vision_learner cnn_learner unet_learner text_classifier_learner language_model_learner tabular_learner collab_learner Adam SGD RMSProp Lamb ranger",
  ),
};

/** The names that a star import brings, and the module that they are looked up in. */
export function starNames(module: string): {
  readonly of: string;
  readonly names: readonly string[];
} {
  const of = module.startsWith("fastai.") ? "fastai" : module;
  return { of, names: Object.hasOwn(NAMES, of) ? (NAMES[of] ?? []) : [] };
}
