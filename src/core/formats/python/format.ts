import type { DocumentHead, Format } from "../format";
import { hasLanguage } from "../head";

/**
 * What a script that has a schedule names. A search for these costs far less than a parse, and
 * most Python files hold none of them.
 */
const MARKERS =
  /lr_scheduler|LRScheduler|scheduler\.(?:step|update)\(|param_groups|TrainingArguments|_schedule|schedules|SWALR|get_scheduler|learning_rate|optimizer\.lr\b|LearningRate|ReduceLROnPlateau|(?:SFT|DPO|GRPO|KTO|ORPO|RLOO|Reward|PPO)Config|optax|param_scheduler|fit_one_cycle|fit_flat_cos|fastai|OneCycle|lr_config|pytorch_warmup|ParamScheduler|create_scheduler|lr_multiplier|LRMultiplier|composer\.optim|LRSchedulersContainer|build_lr_schedulers|torchtitan\.config|WarmupMultiStepLR|WarmupCosineLR|SOLVER\.|instantiate\([^)\n]{0,80}(?:sched|optim)|def (?:get|adjust)_\w*lr/;

/** Python, whatever it holds. */
export const isPython = (head: DocumentHead): boolean =>
  hasLanguage(head, ["python"], /\.(?:pyi?|ipynb)$/i);

/** Training scripts in Python. */
export const python: Format = {
  id: "python",
  title: "Python",
  syntax: "python",
  grammar: "python",
  recognises: (head) => isPython(head) && MARKERS.test(head.text),
  load: async () => (await import("../lazy/python")).readPython,
};
