import type { Machine } from "./machine";
import type { LibraryObject, Unknown } from "./value";

const OPTIMIZER = "torch.optim.Optimizer#unknown";

export const PARSER = "argparse.ArgumentParser";

/** What fastai trains with, made elsewhere, and the methods that set its rate. */
export const LEARNER = "fastai.Learner#unknown";

export const FITS = /^(?:fit_one_cycle|fit_flat_cos|fine_tune)$/;

/** A model of Keras that another file makes. */
export const KERAS_MODEL = "keras.Model#unknown";

export const MODEL = /^(?:compile|fit|fit_generator)$/;

/** An optimizer or a learner that comes from elsewhere: one object for each expression that names it. */
export function standIn(
  machine: Machine,
  { symbol, range }: Pick<Unknown, "symbol" | "range">,
  path = OPTIMIZER,
): LibraryObject {
  const known = machine.standIns.get(symbol);
  if (known) return known;
  const object: LibraryObject = {
    type: "object",
    id: -1 - machine.standIns.size,
    path,
    given: { positional: [], keywords: new Map(), range },
    range,
    calleeRange: range,
    label: symbol,
    loops: [],
    attributes: new Map(),
    conditions: [],
  };
  machine.standIns.set(symbol, object);
  return object;
}
