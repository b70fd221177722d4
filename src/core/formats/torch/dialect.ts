import { numberOf } from "../../libraries/value";
import {
  construct,
  type LibraryContext,
  type LibraryOptimizer,
  type LibraryTrack,
} from "../../libraries/construction";
import { torchTable } from "../../libraries/torch/table";
import { constantCurve } from "../../schedule/curves/constant";
import { shiftCurve } from "../../schedule/curves/transform";
import { byUpdates, preparedBy, stepsPerUpdate, updatesOf } from "../accelerate/prepared";
import { timesProcesses } from "../accelerate/timesProcesses";
import type { Asking } from "../python/asking";
import type { FoundSchedule, ScriptDialect } from "../python/dialect";
import { drawnSteps } from "../horizon";
import { OPEN_RUN, placedTracks } from "../python/libraryRun";
import { scriptOptimizer } from "../python/optimizer";
import type { Script } from "../python/script/script";
import type { GivenValue, LibraryObject, Value } from "../python/script/value";
import { givenTo } from "../python/tableCall";
import { stateLength, updatesPerEpoch, type Stepping } from "../python/stepping";
import { metricsOf, type Looks } from "./plateau";
import { companyOf } from "./company";
import { membersOf, optimizerOf, rangeOfPath, torchArgument, torchCall, torchKind } from "./call";
import { epochsGiven } from "./epochsGiven";
import { lengthsIn } from "./lengths";
import { intervalOutside } from "./rules/intervalOutside";
import { layerDecayIgnored } from "./rules/layerDecayIgnored";
import { metricMissing } from "./rules/metricMissing";
import { batchesPerEpoch } from "./rules/stepUnit";
import { torchResuming } from "./resuming";
import { torchStepping } from "./stepping";
import { stepsMade, takenCurve, takenRounds, type Taken } from "./takenRounds";
import { torchTraps } from "./traps";

/** Constructors of torch.optim.lr_scheduler, on the clock on which the script steps them. */
export const torchDialect: ScriptDialect = {
  id: "torch",
  find: (script) => {
    const all = script.findings.objects.filter((object) => torchKind(object) !== undefined);
    const parts = new Set(all.flatMap(membersOf));
    const wrapped = wrappedByOwn(script);
    return all
      .filter((object) => !parts.has(object) && !wrapped.has(object))
      .map((object) => foundOf(script, object));
  },
};

/** Schedulers that one of the script's own is given: what it makes of them is the schedule. */
export const wrappedByOwn = ({ findings: { ownSchedulers } }: Script): ReadonlySet<Value> =>
  givenTo([...ownSchedulers.values()].map(({ instance }) => instance));

function foundOf(script: Script, object: LibraryObject): FoundSchedule {
  const stepping = torchStepping(script, object);
  return {
    name: object.label ?? torchKind(object) ?? "scheduler",
    anchor: object.calleeRange,
    range: object.range,
    format: "torch",
    clock: stepping.clock,
    stepped: stepping.stepped,
    ...epochsOf(script, object, stepping),
    ...(stepping.fractional && {
      epochAt: (reading) => epochsGiven(reading, object, stepping),
    }),
    run: (asking) => {
      const company = companyOf(script, object, stepping);
      if (company === undefined) return torchRun(object, stepping, asking);
      asking.ask(company, object.calleeRange, "number");
      return undefined;
    },
  };
}

/** accelerate steps by its own count of the loops' rounds. */
export const epochsOf = (
  script: Script,
  /** What stands for the scheduler in values. */
  scheduler: Value,
  stepping: Stepping,
): Pick<FoundSchedule, "updatesPerEpoch"> => {
  if (preparedBy(script, scheduler)) return {};
  const updates = stepping.fractional
    ? stepping.perEpoch
    : updatesPerEpoch(stepping, stepping.calls[0]?.range ?? { start: 0, end: 0 });
  return updates ? { updatesPerEpoch: updates } : {};
};

/** These say every rate themselves, from the first update on. */
const REPLACES: ReadonlySet<string> = new Set(["OneCycleLR", "CyclicLR"]);

/** A rate that nobody knows, and that the scheduler replaces before the first update, as any number. */
function withRates(optimizer: LibraryOptimizer): LibraryOptimizer {
  const any = (rate: number): number => (Number.isFinite(rate) ? rate : 0);
  const { learningRates, defaultLearningRate } = optimizer;
  return {
    ...optimizer,
    learningRates: learningRates.map(any),
    defaultLearningRate: any(defaultLearningRate),
  };
}

/** The tracks of a scheduler over the run; what torch refuses, and the traps, become problems. */
export function torchRun(
  object: LibraryObject,
  stepping: Stepping,
  asking: Asking,
): ReturnType<FoundSchedule["run"]> {
  const replaced = REPLACES.has(torchKind(object) ?? "");
  const optimizer = scriptOptimizer(optimizerOf(object), asking, { replaced });
  batchesPerEpoch({ object, stepping, asking });
  metricMissing({ object, stepping, asking });
  layerDecayIgnored({ object, stepping, asking });
  intervalOutside(object, asking);
  const call = torchCall(object, asking);
  const prepared = preparedBy(asking.script, object);
  const each = stepsPerUpdate(prepared, asking);
  const known = updatesOf(prepared, stepping, asking, object);
  stateLength(stepping, asking);
  const length = known !== undefined && known >= 1 ? Math.floor(known) : undefined;
  const taken = takenRounds(asking.script, object, stepping);
  const made = length !== undefined && taken ? stepsMade(taken, length) : length;
  const metrics = needsMetric(object)
    ? metricsOf(asking, object, made, taken ? undefined : looksOf(object, stepping))
    : undefined;
  if (!optimizer || !call || (needsMetric(object) && !metrics)) return undefined;
  const steps = length ?? metrics?.end ?? drawnSteps(lengthsIn(call.args), 100);
  const context: LibraryContext = {
    steps: made === undefined ? Math.max(steps, OPEN_RUN) : made * (each ?? 1),
    optimizer: replaced ? withRates(optimizer.library) : optimizer.library,
    ...(metrics && { metrics: metrics.values }),
  };
  const { tracks, issues } = construct(torchTable, call.kind, call.args, context);
  const inTime = issues.filter(
    ({ errorStep }) => errorStep === undefined || (made !== undefined && errorStep < made),
  );
  asking.refuse(inTime, (path, at) => rangeOfPath(object, path, at));
  if (tracks.length === 0) return undefined;
  const run = {
    length: steps,
    ...(length === undefined && { horizon: "open" as const }),
    tracks: (metrics ? placedTracks(tracks, metrics) : tracks).map((track) =>
      asStepped(track, stepping, taken && { taken, length: steps }),
    ),
    kind: call.kind,
    optimizer: optimizer.own,
    baseRate: optimizer.library.learningRates[0],
    resuming:
      plainly(stepping) && !taken
        ? torchResuming(call, context, keepsArguments(object))
        : undefined,
  };
  const [name, horizon] = horizonOf(object);
  timesProcesses({ asking, prepared, scheduler: object, name, horizon, updates: length, each });
  // the rules compare lengths with the steps that the scheduler itself makes
  if (!prepared?.perProcess)
    torchTraps({ object, call, stepping, length: made, asking, optimizer: optimizer.library });
  const total = numberOf(call.args["total_steps"]);
  return byUpdates(run, each, {
    ownLength: length,
    ...(call.kind === "OneCycleLR" && total !== undefined && { last: total - 1 }),
  });
}

/** The argument that says where a scheduler's curve ends. */
function horizonOf(object: LibraryObject): readonly [string, GivenValue | undefined] {
  const names = ["T_max", "total_steps", "total_iters"];
  const name = names.find((one) => torchArgument(object, one) !== undefined) ?? "";
  return [name, torchArgument(object, name)];
}

/** Stepped after each update or epoch, as resuming takes it. */
const plainly = ({ stepped, early }: Stepping): boolean => stepped !== "never" && !early;

/** Whether LambdaLR's function is an object, whose attributes a checkpoint restores; undefined for a list. */
function keepsArguments(object: LibraryObject): boolean | undefined {
  const value = torchArgument(object, "lr_lambda")?.value;
  if (value?.type === "function") return false;
  return value?.type === "instance" ? true : undefined;
}

/** Never stepped, a value stays the first; stepped before the optimizer, it is one step ahead. */
export function asStepped(
  track: LibraryTrack,
  { stepped, early, fractional = false }: Stepping,
  /** The rounds in which it is stepped, where these aren't all, and the steps that are drawn. */
  only?: { readonly taken: Taken; readonly length: number },
): LibraryTrack {
  if (stepped === "never") return { ...track, curve: constantCurve(track.curve.at(0)) };
  const curve = only ? takenCurve(track.curve, only.taken, only.length + 1) : track.curve;
  // a step that is told its epoch is ahead by one update, not by one epoch
  return { ...track, curve: early && !fractional ? shiftCurve(curve, 1) : curve };
}

/** One inside another scheduler is stepped by that one, without a metric: no log has its looks. */
const looksOf = (object: LibraryObject, { clock }: Stepping): Looks | undefined => {
  if (torchKind(object) !== "ReduceLROnPlateau") return undefined;
  return clock === "epoch" ? "epoch" : "update";
};

const needsMetric = (object: LibraryObject): boolean =>
  torchKind(object) === "ReduceLROnPlateau" ||
  membersOf(object).some((member) => torchKind(member) === "ReduceLROnPlateau");
