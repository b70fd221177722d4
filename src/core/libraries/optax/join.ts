import type { Curve } from "../../schedule/curve";
import { Arguments, signature } from "../arguments";
import type { LibraryContext, LibraryKind, LibraryTrack, LibraryTrackName } from "../construction";
import { accepted } from "../construction";
import { moved } from "../curves/cycles";
import { stretches, type Stretch } from "../curves/pieces";
import { inside, refuse } from "../refusal";
import {
  callOf,
  isRecord,
  itemsOf,
  numberOf,
  textOf,
  type LibraryCall,
  type LibraryFunction,
  type LibraryValue,
} from "../value";
import { constantCurve } from "../../schedule/curves/constant";
import { functionCurve } from "../../schedule/curves/functionBacked";
import { t } from "../../text/words";
import { warmupCosineDecaySchedule } from "./cosine";
import type { OptaxSchedule } from "./schedule";

export type CurveBuilder = (call: LibraryCall, context: LibraryContext) => Curve;

/** The next schedule counts from its boundary; a schedule without a boundary never runs. */
function joined(curves: readonly Curve[], boundaries: readonly number[]): Curve {
  const list: Stretch[] = [];
  curves.slice(0, boundaries.length + 1).forEach((curve, index) => {
    const start = index === 0 ? 0 : (boundaries[index - 1] ?? Infinity);
    list.push({ start, curve: moved(curve, start) });
  });
  return stretches(list);
}

/** A schedule is any function of the count of updates. */
const countCurve = (schedule: LibraryFunction): Curve =>
  functionCurve((step) => numberOf(schedule(Math.floor(step))) ?? NaN);

export const joinSchedules = (build: CurveBuilder): OptaxSchedule => ({
  kind: "join_schedules",
  parameters: signature({ schedules: undefined, boundaries: undefined }),
  curve: (args, context) => {
    const curves = args.list("schedules").map((item, index) => {
      if (typeof item === "function") return countCurve(item);
      const path = ["schedules", index];
      const call =
        callOf(item, [...path, "args"]) ?? refuse(path, t`${textOf(item)} is no schedule.`);
      return build(call, context);
    });
    return joined(curves, args.numbers("boundaries"));
  },
});

/** SGDR: a warmup_cosine_decay_schedule after another, each `decay_steps` long. */
export const sgdrSchedule: OptaxSchedule = {
  kind: "sgdr_schedule",
  parameters: signature({ cosine_kwargs: undefined }),
  curve: (args, context) => {
    const { kind, parameters, curve } = warmupCosineDecaySchedule;
    const cycles = args.list("cosine_kwargs").map((item, index) => {
      if (!isRecord(item)) return refuse(["cosine_kwargs", index], t("A cycle is a dictionary."));
      return inside(["cosine_kwargs", index], () => new Arguments(kind, parameters, item));
    });
    let end = 0;
    const boundaries = cycles.map((cycle) => (end += cycle.number("decay_steps")));
    const curves = cycles.map((cycle, index) =>
      inside(["cosine_kwargs", index], () => curve(cycle, context)),
    );
    return joined(curves, boundaries.slice(0, -1));
  },
};

/** The hyper-parameters of optimizers, as optax names them. */
const TRACKS: Readonly<Record<string, LibraryTrackName>> = {
  learning_rate: "learningRate",
  momentum: "momentum",
  b1: "beta1",
  b2: "beta2",
  weight_decay: "weightDecay",
};

/**
 * inject_hyperparams: every numeric hyper-parameter is a number or a schedule of its own.
 * `hyperparams` maps the optimizer's parameter names to them; `parameters` names all it has.
 */
export const injectHyperparams = (build: CurveBuilder): LibraryKind => ({
  kind: "inject_hyperparams",
  parameters: signature({ hyperparams: undefined, static_args: null, inner_parameters: null }),
  build: (args, context) => {
    const { given } = args;
    checkStatic(args);
    const { hyperparams } = given;
    if (!isRecord(hyperparams)) return args.refuse("hyperparams", t("must be a dictionary"));
    const tracks: LibraryTrack[] = [];
    for (const [name, value] of Object.entries(hyperparams)) {
      const track = TRACKS[name];
      const curve = inside(["hyperparams", name], () => hyperparameter(value, build, context));
      if (track && curve) tracks.push({ name: track, group: 0, curve });
    }
    return accepted(tracks);
  },
});

function hyperparameter(
  value: LibraryValue,
  build: CurveBuilder,
  context: LibraryContext,
): Curve | undefined {
  if (typeof value === "function") return countCurve(value);
  const [call, number] = [callOf(value, ["args"]), numberOf(value)];
  if (call) return build(call, context);
  return number === undefined ? undefined : constantCurve(number);
}

function checkStatic(args: Arguments): void {
  const known = itemsOf(args.value("inner_parameters"));
  if (!known || !args.has("static_args")) return;
  const value = args.value("static_args");
  for (const name of itemsOf(value) ?? [value])
    if (!known.includes(name))
      args.refuse(
        "static_args",
        t`must name parameters of the optimizer (${known.map(textOf).join(", ")})`,
      );
}
