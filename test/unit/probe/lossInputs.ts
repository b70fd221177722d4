import { tensor, type Tensor } from "@tensorflow/tfjs-core";
import { at } from "../../../src/probe/engine/rules/rule";
import type { LossInputs } from "../../../src/probe/tasks/task";

/** What a loss reads besides weights and batch, for one replica; `renewed` gets what it hands over. */
export const lossInputs = (
  tracks: Readonly<Record<string, number>> = {},
  buffers: readonly Tensor[] = [],
  renewed: Tensor[] = [],
): LossInputs => ({
  track: (name) => tensor([tracks[name] ?? NaN], [1, 1]),
  given: (name) => name in tracks,
  buffers,
  renew: (next) => {
    next.forEach((_, i) => renewed.push(at(next, i)));
  },
});
