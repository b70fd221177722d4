import type { Problem } from "../../problem";
import { partsIn } from "../../program/partsIn";
import type { Program } from "../../program/statementTree";
import { t } from "../../text/words";

/** tfjs-set-momentum: TensorFlow.js keeps the momentum that its optimizer was made with. */
export function momentumSet(program: Program): Problem[] {
  if (!program.text.includes("tf.train.momentum")) return [];
  return [...partsIn(program.body)].flatMap((part): Problem[] => {
    if (part.type !== "call" || part.callee.type !== "member") return [];
    if (part.callee.name !== "setMomentum") return [];
    return [
      {
        code: "tfjs-set-momentum",
        severity: "warning",
        message: t(
          "setMomentum has no effect: the updates use the momentum that the optimizer was made with. Make a new optimizer instead.",
        ),
        why: t(
          "TensorFlow.js turns the momentum into a tensor when the optimizer is made, and setMomentum changes the plain number beside it.",
        ),
        source: {
          label: "TensorFlow.js, momentum_optimizer.ts",
          url: "https://github.com/tensorflow/tfjs/blob/master/tfjs-core/src/optimizers/momentum_optimizer.ts",
        },
        range: part.callee.nameRange,
        fixes: [],
      },
    ];
  });
}
