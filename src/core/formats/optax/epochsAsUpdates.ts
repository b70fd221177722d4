import { numberOf, type LibraryCall } from "../../libraries/value";
import type { Asking } from "../python/asking";
import { argumentRange } from "../python/asking";
import { horizonInEpochs } from "../python/horizonInEpochs";
import type { LibraryObject } from "../python/script/value";
import { optaxTable } from "../../libraries/optax/table";
import { updatesOf } from "./updates";

/** The argument that says where a schedule of optax comes to its end; a rise ends before the run does. */
const HORIZONS: Readonly<Record<string, string>> = {
  cosine_decay_schedule: "decay_steps",
  warmup_cosine_decay_schedule: "decay_steps",
  cosine_onecycle_schedule: "transition_steps",
  linear_onecycle_schedule: "transition_steps",
  linear_schedule: "transition_steps",
  polynomial_schedule: "transition_steps",
};

const SOURCE = {
  label: "optax: optimizer schedules",
  url: "https://optax.readthedocs.io/en/latest/api/optimizer_schedules.html",
};

/** step-unit-mismatch: the horizon is a number of epochs, while the count goes by updates. */
export function epochsAsUpdates(
  object: LibraryObject,
  { kind, args }: LibraryCall,
  asking: Asking,
): void {
  const name = HORIZONS[kind];
  if (name === undefined || isRise(args)) return;
  const names = optaxTable.kinds.get(kind)?.parameters.map((parameter) => parameter.name) ?? [];
  horizonInEpochs(
    {
      horizon: numberOf(args[name] ?? null),
      range: argumentRange(object.given, names, name) ?? object.calleeRange,
      epochs: updatesOf(asking.script, object)?.epochs,
      source: SOURCE,
    },
    asking,
  );
}

const isRise = (args: LibraryCall["args"]): boolean =>
  (numberOf(args["end_value"] ?? null) ?? 0) > (numberOf(args["init_value"] ?? null) ?? Infinity);
