import type { CallPlace, Machine } from "./machine";
import { numberValue, type Given, type LibraryObject, type Value } from "./value";

const TRAINER = /^(?:pytorch_)?lightning\.(?:\w+\.)*Trainer$/;

export const isTrainer = ({ path }: LibraryObject): boolean => TRAINER.test(path);

/** `self.trainer` of a module: the one Trainer that the script makes; undefined where it makes several. */
export function onlyTrainer({ findings }: Machine): LibraryObject | undefined {
  const [only, another] = findings.objects.filter(isTrainer);
  return another ? undefined : only;
}

/** Numbers of a Trainer that modules compute lengths from, as it was given them or by their defaults. */
export function ofTrainer(
  machine: Machine,
  { given, path }: LibraryObject,
  name: string,
  { text, range }: CallPlace,
): Value | undefined {
  if (!TRAINER.test(path) || !NUMBERS.has(name)) return undefined;
  const said = given.open ? undefined : saidOf(given, name);
  return said ?? machine.unknown(text, range);
}

const NUMBERS = new Set(
  "max_epochs max_steps accumulate_grad_batches estimated_stepping_batches num_training_batches".split(
    " ",
  ),
);

function saidOf({ keywords }: Given, name: string): Value | undefined {
  const own = (key: string): Value | undefined => {
    const value = keywords.get(key)?.value;
    return value?.type === "none" ? undefined : value;
  };
  switch (name) {
    case "max_epochs":
      return own(name);
    case "max_steps":
      return own(name) ?? numberValue(-1);
    case "accumulate_grad_batches":
      return own(name) ?? numberValue(1);
    // with max_steps alone there is no other limit (trainer.py, `estimated_stepping_batches`)
    case "estimated_stepping_batches":
      return keywords.has("max_epochs") ? undefined : own("max_steps");
    default:
      return undefined;
  }
}
