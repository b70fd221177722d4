import type { Looks } from "../torch/plateau";

/**
 * The Trainer steps ReduceLROnPlateau after each evaluation (trainer.py, `_evaluate`). When it steps
 * GreedyLR isn't known here, so that no log says its looks.
 */
export const looksOf = (kind: string): Looks | undefined =>
  kind === "reduce_lr_on_plateau" ? "evaluation" : undefined;
