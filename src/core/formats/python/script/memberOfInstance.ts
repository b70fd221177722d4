import { noteBaseCall } from "./baseCall";
import { libraryBaseOf, lookUpMember, type FoundMember } from "./inheritance";
import { onlyTrainer } from "./lightningTrainer";
import { type CallPlace, type Machine, type OwnScheduler, shownAt } from "./machine";
import { noteMethod } from "./noteMethod";
import { openSetting } from "./openSettings";
import { isSchedulerBase, startScheduler, stepScheduler } from "./ownScheduler";
import { none, type Given, type InstanceValue, type Scope, type Value } from "./value";
import { heldNow } from "./variables";

export function memberOfInstance(
  machine: Machine,
  object: InstanceValue,
  name: string,
  place: CallPlace,
  scope: Scope,
): Value {
  const own = heldNow(object.attributes.get(name));
  if (own) return openSetting(machine, object, own, place, scope) ?? own;
  const found = lookUpMember(object.of, name);
  const scheduler = machine.findings.ownSchedulers.get(object.attributes);
  if (found && name === "step" && scheduler?.instance === object)
    return stepped(machine, scheduler, found, place, scope);
  if (found) return bound(machine, object, found, place);
  if (name === "__class__") return object.of;
  if (name === "__dict__") return { type: "dict", entries: object.attributes };
  const base = libraryBaseOf(object.of);
  if (base === undefined) return machine.unknown(place.text, place.range);
  return inherited(machine, object, base, name, place, scope);
}

function bound(
  machine: Machine,
  self: InstanceValue,
  { value, owner }: FoundMember,
  place: CallPlace,
): Value {
  if (value.type !== "function") return value;
  const decorators = (value.node.decorators ?? []).map((one) =>
    one.type === "name" ? one.name : "",
  );
  if (decorators.includes("staticmethod")) return value;
  const method: Value = {
    ...value,
    self: decorators.includes("classmethod") ? self.of : self,
    owner,
  };
  if (!decorators.includes("property") && !decorators.includes("cached_property")) return method;
  const nothing: Given = { positional: [], keywords: new Map(), range: place.range };
  return machine.callFunction(method, nothing, place.range);
}

/** `step()` of a scheduler of the script's own, noted as that of a library's is. */
function stepped(
  machine: Machine,
  { object, instance }: OwnScheduler,
  found: FoundMember,
  place: CallPlace,
  scope: Scope,
): Value {
  const method = bound(machine, instance, found, place);
  return {
    type: "native",
    name: "step",
    call: (given) => {
      noteMethod(machine, object, "step", given, shownAt(machine, scope, place.range));
      machine.steppers.push(object);
      try {
        return machine.call(method, given, place, scope);
      } finally {
        machine.steppers.pop();
      }
    },
  };
}

const MODULE = /^torch\.nn\.Module$|\.LightningModule$/;

/** Methods of torch.nn.Module that give back what they are called on (torch/nn/modules/module.py). */
const GIVES_ITSELF = new Set(
  "to cuda cpu half float double bfloat16 train eval requires_grad_ apply".split(" "),
);

const LIGHTNING = /^(?:pytorch_)?lightning\./;

/** What a library's base class brings; its constructor's arguments are kept for who knows it. */
function inherited(
  machine: Machine,
  object: InstanceValue,
  base: string,
  name: string,
  place: CallPlace,
  scope: Scope,
): Value {
  const trainer = name === "trainer" && LIGHTNING.test(base) ? onlyTrainer(machine) : undefined;
  if (trainer) return trainer;
  if (name === "save_hyperparameters")
    return { type: "native", name, call: () => saveHyperparameters(machine, object) };
  return {
    type: "native",
    name,
    call: (given) => {
      const range = shownAt(machine, scope, place.range);
      const scheduler = isSchedulerBase(base);
      const noted = machine.findings.ownSchedulers.get(object.attributes);
      if (name === "__init__") {
        noteBaseCall(machine, object, base, given);
        if (scheduler) startScheduler(machine, object, given);
      } else if (scheduler && name === "step") {
        if (noted?.instance === object) noteMethod(machine, noted.object, name, given, range);
        stepScheduler(machine, object, given);
      } else
        machine.findings.inherited.push({
          object,
          method: name,
          given: given.positional.map(({ value }) => value),
          keywords: given.keywords,
          open: given.open,
          range,
          loops: [...machine.loops],
          conditions: [...machine.conditions],
        });
      if (MODULE.test(base) && GIVES_ITSELF.has(name)) return object;
      return machine.unknown(place.text, place.range);
    },
  };
}

/** Lightning keeps the constructor's arguments under `hparams`, and under their own names below it. */
function saveHyperparameters(machine: Machine, object: InstanceValue): Value {
  const entries = new Map<string | number, Value>();
  const made = machine.findings.constructed.get(object.attributes);
  for (const [name, value] of made ?? []) if (name !== "self") entries.set(name, value);
  machine.journal.set(object.attributes, "hparams", { type: "dict", entries });
  return none;
}
