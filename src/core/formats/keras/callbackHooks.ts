import type { Clock } from "../../schedule/time";
import type { Hooked } from "../python/hookedRates";
import { construct } from "../python/script/classes";
import { lookUpMember } from "../python/script/inheritance";
import { withinLimits } from "../python/script/limits";
import { binary, PythonError } from "../python/script/operators";
import { callMethod } from "../python/script/ownScheduler";
import { FUNCTION, type Script } from "../python/script/script";
import { KERAS_MODEL, standIn } from "../python/script/standIns";
import { unnoted } from "../python/script/unnoted";
import {
  numberOf,
  numberValue,
  unknownFrom,
  unknownValue,
  type Given,
  type InstanceValue,
  type LibraryObject,
  type Value,
} from "../python/script/value";
import { changedByMethods } from "../torch/changedByMethods";
import { callsOf, fitArgument, FITS, STEPS, updatesOfEpoch, type ModelCall } from "./fit";
import { NOWHERE, optimizerIn, rateOfOptimizer } from "./optimizer";

const RATE = "learning_rate";
const OPTIMIZER = "keras.optimizers.Optimizer";
const BY_EPOCH = ["on_epoch_begin", "on_epoch_end"] as const;

/** What only one batch or epoch changes is looked for outside of the methods of the other. */
const OTHER_THAN_BATCHES = /^(?:__init__|on_epoch_\w+|on_train_(?:begin|end))$/;
const OTHER_THAN_EPOCHS = /^(?:__init__|on_(?:train_)?batch_\w+|on_train_(?:begin|end))$/;

/**
 * A callback of the script's own, called as `fit` does (keras/src/callbacks/callback.py, 3.15):
 * `on_train_begin`, in each epoch `on_epoch_begin`, its batches and `on_epoch_end`. The hooks of test
 * and prediction are left out.
 */
export class CallbackHooks implements Hooked {
  /** Updates of an epoch, where the call or the user says it. */
  readonly perEpoch: Value;
  readonly changed: ReadonlySet<string>;
  readonly ofEpoch: Hooked["ofEpoch"];
  readonly clock: Clock;
  private readonly batchBegin: string;
  private readonly batchEnd: string;
  private readonly optimizer: LibraryObject;
  /** What batches change, of a clock that doesn't count them. */
  private readonly unseen: ReadonlySet<string>;

  private constructor(
    private readonly script: Script,
    private readonly instance: InstanceValue,
    private readonly fit: ModelCall | undefined,
  ) {
    const { machine } = script;
    const { of, range } = instance;
    this.perEpoch = fit ? updatesOfEpoch(fit, machine) : machine.unknown(STEPS, range);
    // the hook of Keras 2.1 counts only where the newer one isn't there
    this.batchBegin = this.firstOf("on_train_batch_begin", "on_batch_begin");
    this.batchEnd = this.firstOf("on_train_batch_end", "on_batch_end");
    this.optimizer =
      optimizerIn(script) ?? standIn(machine, { symbol: "model.optimizer", range }, OPTIMIZER);
    const byBatch = this.sets([this.batchBegin, this.batchEnd]);
    this.clock = byBatch ? "update" : "epoch";
    const ofBatches = changedByMethods(of, OTHER_THAN_BATCHES);
    const hasBatches = this.has(this.batchBegin) || this.has(this.batchEnd);
    this.unseen = hasBatches && !byBatch ? ofBatches : new Set();
    this.changed = byBatch ? ofBatches : changedByMethods(of);
    this.ofEpoch =
      byBatch && BY_EPOCH.some((name) => this.has(name))
        ? { changed: changedByMethods(of, OTHER_THAN_EPOCHS), again: this.beginEpoch }
        : undefined;
  }

  /** The hooks of a callback that sets the rate; undefined where it doesn't. */
  static of(
    script: Script,
    instance: InstanceValue,
    fit: ModelCall | undefined,
  ): CallbackHooks | undefined {
    const hooks = new CallbackHooks(script, instance, fit);
    return hooks.clock === "update" || hooks.sets(BY_EPOCH) ? hooks : undefined;
  }

  /** Whether rates cannot be told without the updates of an epoch. */
  get needsUpdates(): boolean {
    return this.ofEpoch !== undefined;
  }

  fresh(): InstanceValue {
    const { machine } = this.script;
    const { instance } = this;
    const object: InstanceValue = { ...instance, attributes: new Map() };
    construct(machine, object, instance.given ?? nothing(instance.range), instance.range);
    this.equip(object);
    this.call(object, "on_train_begin");
    return object;
  }

  before(object: InstanceValue, step: number): void {
    const { machine } = this.script;
    machine.journal.set(this.optimizer.attributes, "iterations", this.updatesUntil(step));
    if (this.clock === "epoch") this.openUnseen(object);
    if (this.clock === "epoch" || this.batchOf(step) === 0) this.beginEpoch(object, step);
    if (this.clock === "update") this.call(object, this.batchBegin, this.batchValue(step));
  }

  after(object: InstanceValue, step: number): void {
    const { machine } = this.script;
    machine.journal.set(this.optimizer.attributes, "iterations", this.updatesUntil(step + 1));
    if (this.clock === "epoch") this.openUnseen(object);
    else this.call(object, this.batchEnd, this.batchValue(step));
    if (this.clock === "epoch" || this.batchOf(step + 1) === 0)
      this.call(object, "on_epoch_end", this.epochValue(step));
  }

  rates(): readonly Value[] {
    const rate = this.optimizer.attributes.get(RATE);
    return rate ? [rate] : [];
  }

  forget(_: InstanceValue, open: Value): void {
    this.script.machine.journal.set(this.optimizer.attributes, RATE, open);
  }

  /** What the framework sets before training: `model`, `params`, and the rate of the optimizer. */
  private equip(object: InstanceValue): void {
    const { machine } = this.script;
    const { fit, instance } = this;
    const { range } = instance;
    const model = fit?.object ?? standIn(machine, { symbol: "self.model", range }, KERAS_MODEL);
    const epochs = fit && (fitArgument(fit, "epochs") ?? numberValue(1));
    const entries = new Map<string | number, Value>([
      ["epochs", epochs ?? machine.unknown("epochs", range)],
      ["steps", this.perEpoch],
    ]);
    const uncertain = unknownValue("self.params", range);
    machine.journal.set(this.optimizer.attributes, RATE, this.rateBefore());
    machine.journal.set(model.attributes, "optimizer", this.optimizer);
    machine.journal.set(object.attributes, "model", model);
    machine.journal.set(object.attributes, "params", { type: "dict", entries, uncertain });
  }

  /** The rate that the optimizer was given; what the script, or a `fit` before, has set is not known. */
  private rateBefore(): Value {
    const { fit, optimizer, script } = this;
    const first = callsOf(script, FITS).find(({ object }) => object === fit?.object);
    const rate = rateOfOptimizer(script);
    // of a schedule, which Keras doesn't let anyone set, only that it is set is looked for
    const isOpen = rate.type === "object" || optimizer.attributes.has(RATE) || first !== fit;
    return isOpen ? script.machine.unknown("the optimizer's learning_rate", NOWHERE) : rate;
  }

  /** Batches of an epoch clock are not counted: nobody knows here what they have changed. */
  private openUnseen(object: InstanceValue): void {
    for (const name of this.unseen)
      if (object.attributes.has(name))
        this.script.machine.journal.set(
          object.attributes,
          name,
          unknownValue(`self.${name}`, object.range, "loop"),
        );
  }

  private readonly beginEpoch = (object: InstanceValue, step: number): void => {
    this.call(object, "on_epoch_begin", this.epochValue(step));
  };

  /** Of a step: how many batches of its epoch came before it; NaN where nobody says their number. */
  private batchOf(step: number): number {
    return step % this.each;
  }

  private batchValue(step: number): Value {
    const batch = this.batchOf(step);
    if (!Number.isNaN(batch)) return numberValue(batch);
    return unknownFrom([this.perEpoch], "batch", this.instance.range);
  }

  private epochValue(step: number): Value {
    const { range } = this.instance;
    const begun = (this.fit && fitArgument(this.fit, "initial_epoch")) ?? numberValue(0);
    const epoch = this.clock === "epoch" ? step : (step - this.batchOf(step)) / this.each;
    return (
      binary("+", begun, numberValue(epoch)) ?? unknownFrom([begun, this.perEpoch], "epoch", range)
    );
  }

  private get each(): number {
    return numberOf(this.perEpoch) ?? NaN;
  }

  private updatesUntil(step: number): Value {
    if (this.clock === "update") return numberValue(step);
    const { perEpoch, instance } = this;
    const updates = binary("*", numberValue(step), perEpoch);
    return updates ?? unknownFrom([perEpoch], "optimizer.iterations", instance.range);
  }

  private has(name: string): boolean {
    return lookUpMember(this.instance.of, name)?.value.type === "function";
  }

  private firstOf(name: string, older: string): string {
    return this.has(name) ? name : older;
  }

  /** Calls a hook, where the class has it, with what it counts and the logs of the run. */
  private call(object: InstanceValue, name: string, count?: Value): void {
    const { machine } = this.script;
    const logs = unknownValue("logs", object.range);
    callMethod(machine, object, name, object.range, count ? [count, logs] : [logs]);
  }

  /** Whether one of these hooks gives the optimizer a rate. */
  private sets(names: readonly string[]): boolean {
    const { machine } = this.script;
    const count = unknownValue("epoch or batch", this.instance.range, "loop");
    machine.fuel = FUNCTION;
    const found = unnoted(machine, () =>
      withinLimits(() =>
        machine.journal.undoing(() => {
          const object = quietly(() => this.fresh());
          return object !== undefined && names.some((name) => this.writes(object, name, count));
        }),
      ),
    );
    return found ?? false;
  }

  private writes(object: InstanceValue, name: string, count: Value): boolean {
    const { attributes } = this.optimizer;
    const changes = this.script.machine.journal.watch(() => {
      quietly(() => {
        this.call(object, name, count);
      });
    });
    return changes.some(({ holder, key }) => holder === attributes && key === RATE);
  }
}

const nothing = (range: Given["range"]): Given => ({
  positional: [],
  keywords: new Map(),
  range,
  uncalled: true,
});

/** What ends with an error of Python has done nothing. */
function quietly<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    return undefined;
  }
}
