import {
  dispose,
  keep,
  mul,
  sum,
  tensor,
  tidy,
  valueAndGrads,
  where,
  zeros,
  zerosLike,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { parameterCount, type Measured, type Task } from "../tasks/task";
import { sharpness } from "./curvature";
import { InputFeed, replicate } from "./feed";
import { cutMatrices, joinMatrices } from "./flat";
import { layerRates } from "./layerRates";
import { layerSums } from "./layerSums";
import { atTheirPlaces, everyMember, takeRows, worthKeeping, type Member } from "./members";
import { measureUpdate, type Measurement } from "./measurements";
import { trackValue, type Group } from "./plan";
import { at, type RuleState } from "./rules/rule";
import { TaskInputs } from "./taskInputs";

export interface Stepped {
  readonly losses: Tensor;
  readonly measured: Measurement | undefined;
}

/**
 * Weights and optimizer state of all replicas, [R · P] each, and their buffers, away from the
 * device; 0 for those that are computed no more.
 */
export interface TrainerState {
  readonly weights: Float32Array;
  readonly slots: readonly Float32Array[];
  readonly buffers?: Float32Array;
  /** 1 where a weight is trained, 0 where it is held at 0. */
  readonly mask?: Float32Array;
}

const floats = (data: Float32Array | Int32Array | Uint8Array): Float32Array =>
  data instanceof Float32Array ? data : Float32Array.from(data);

/**
 * Trains the replicas of one group at once. The weights of all replicas lie in one tensor [R, P]:
 * an update is then a handful of kernels, however many layers there are.
 */
export class Trainer {
  /** Replicas at the start. */
  private readonly all: number;
  private readonly parameters: number;
  private readonly layers;
  private readonly feed = new InputFeed();
  private readonly taskInputs: TaskInputs;
  private computed: readonly Member[];
  private state: RuleState;
  private validation: Tensor[] | undefined;
  private reference: Tensor[] | undefined;
  private previous: Tensor | undefined;
  private alive: Tensor | undefined;
  /** [R, P]; undefined where all weights are trained. */
  private mask: Tensor | undefined;

  constructor(
    private readonly task: Task,
    private readonly group: Group,
    seeds: readonly number[],
    from?: TrainerState,
  ) {
    this.computed = everyMember(group.schedules.length, seeds);
    this.all = this.computed.length;
    this.parameters = parameterCount(task);
    this.layers = layerSums(task.weights);
    this.state = from === undefined ? this.initial() : this.restored(from);
    this.taskInputs = new TaskInputs(task, group, this.computed, from?.buffers);
  }

  /** Whose rows all tensors have, in this order. */
  get members(): readonly Member[] {
    return this.computed;
  }

  private get replicas(): number {
    return this.computed.length;
  }

  private initial(): RuleState {
    const weights = (seed: number) => [
      { shape: [this.parameters], values: this.task.initialWeights(seed) },
    ];
    return {
      weights: at(replicate(weights, this.computed), 0),
      slots: Array.from({ length: this.group.rule.slots }, () =>
        zeros([this.replicas, this.parameters]),
      ),
    };
  }

  private restored({ weights, slots, mask }: TrainerState): RuleState {
    const shape: [number, number] = [this.replicas, this.parameters];
    this.mask = mask && tensor(mask, shape);
    return {
      weights: tidy(() => this.masked(tensor(weights, shape))),
      slots: slots.map((values) => tensor(values, shape)),
    };
  }

  /** Each weight matrix of all replicas, [R, rows, columns]. */
  private matrices(weights: Tensor): Tensor[] {
    return cutMatrices(weights, this.task.weights);
  }

  /**
   * Weights or gradients with 0 where weights are held. A weight that starts at 0 and never has a
   * gradient stays 0 to the last bit under every rule: momentum, moments and decay of 0 are 0.
   */
  private masked(values: Tensor): Tensor {
    return this.mask === undefined ? values : mul(values, this.mask);
  }

  /** Losses before the update [R], and their gradients [R, P]. */
  private gradients(step: number, batch: readonly Tensor[]): { losses: Tensor; gradients: Tensor } {
    const inputs = this.taskInputs.at(step, this.computed);
    let losses: Tensor | undefined;
    const { grads } = valueAndGrads((...weights: Tensor[]) => {
      losses = keep(this.task.loss(weights, batch, inputs));
      return sum(losses);
    })(this.matrices(this.state.weights));
    if (losses === undefined) throw new Error("the task computed no loss");
    return { losses, gradients: this.masked(joinMatrices(grads)) };
  }

  /**
   * Update `step`. `losses` are those on its batch before it, [R]; the caller disposes of them and
   * of the measurement.
   *
   * @param remember Keeps the gradients, to compare the next ones with.
   */
  step(step: number, measure = false, remember = false): Stepped {
    const inputs = this.inputs(step);
    let measured: Measurement | undefined;
    const losses = tidy(() => {
      const batch = replicate((seed) => this.task.batch(seed, step), this.computed);
      const computed = this.gradients(step, batch);
      const { gradients } = computed;
      const { rule } = this.group;
      const updated = rule.update(this.state, gradients, this.spread(inputs), this.layers);
      const next = this.exchanged(step, updated, batch);
      if (measure) measured = this.measured(gradients, next.weights);
      this.previous?.dispose();
      this.previous = remember ? keep(gradients) : undefined;
      this.replace(next);
      this.taskInputs.settle((before, after) => this.frozen(before, after));
      return computed.losses;
    });
    return { losses, measured };
  }

  /** What the task makes of the weights where a round ends; a new one starts without memory. */
  private exchanged(step: number, state: RuleState, batch: readonly Tensor[]): RuleState {
    const { task } = this;
    if (task.exchange === undefined) return state;
    const inputs = this.taskInputs.at(step, this.computed);
    const weights = task.exchange(step, this.matrices(state.weights), batch, inputs);
    if (weights === undefined) return state;
    const memory = state.slots.map((slot) => zerosLike(slot));
    return { weights: this.masked(joinMatrices(weights)), slots: memory };
  }

  private measured(gradients: Tensor, after: Tensor): Measurement {
    const observed = { gradients, previous: this.previous, before: this.state.weights, after };
    const measured = measureUpdate(observed, this.task.weights, this.layers);
    keep(measured.values);
    return measured;
  }

  private inputs(step: number): Tensor[] {
    const { rule, schedules } = this.group;
    const { layers } = this.task;
    const rows = schedules.map((schedule) => {
      const value = trackValue(schedule, step);
      const [rate, ...others] = rule.inputs(value, step);
      return [layers ? layerRates(schedule, layers, step) : (rate ?? 0), ...others];
    });
    return this.feed.update(rows, this.computed);
  }

  /** The rate, every rule's first input, as one for each weight [R, P] where layers have their own. */
  private spread(inputs: readonly Tensor[]): readonly Tensor[] {
    if (this.task.layers === undefined) return inputs;
    const [rates, ...others] = inputs;
    return rates === undefined ? inputs : [this.layers.spread(rates), ...others];
  }

  /**
   * The top eigenvalue of each replica's Hessian on the task's reference data, preconditioned where
   * the rule is Adam's; undefined where the task has no reference data, or where `goOn`, asked
   * before each product, says no.
   */
  async sharpness(
    step: number,
    goOn: () => Promise<boolean> = () => Promise.resolve(true),
  ): Promise<number[] | undefined> {
    const { task, group, replicas, parameters, state } = this;
    if (task.reference === undefined) return undefined;
    this.reference ??= replicate(task.reference, this.computed);
    const reference = this.reference;
    const inputs = this.inputs(step);
    const preconditioner = tidy(() => group.rule.preconditioner?.(state.slots, inputs));
    const point = {
      replicas,
      parameters,
      matrices: () => this.matrices(state.weights),
      loss: (matrices: readonly Tensor[]) =>
        (task.curvatureLoss ?? task.loss)(
          matrices,
          reference,
          this.taskInputs.at(step, this.computed),
        ),
      preconditioner,
    };
    try {
      return await sharpness(point, goOn);
    } finally {
      this.taskInputs.settle(undefined);
      preconditioner?.dispose();
    }
  }

  private replace(next: RuleState): void {
    const { weights, slots } = this.state;
    this.state = {
      weights: keep(this.frozen(weights, next.weights)),
      slots: next.slots.map((slot, i) => keep(this.frozen(at(slots, i), slot))),
    };
    dispose([weights, ...slots]);
  }

  /** `next`, but `before` for replicas that train no more. */
  private frozen(before: Tensor, next: Tensor): Tensor {
    return this.alive === undefined ? next : where(this.alive, next, before);
  }

  /**
   * From now on only the replicas with `alive[r]` are updated, and where these are half of the
   * members or fewer, only they are computed.
   *
   * @param alive By replica of the whole group.
   */
  freeze(alive: readonly boolean[]): void {
    const fewer = worthKeeping(this.computed, alive);
    if (fewer !== undefined) this.narrow(fewer);
    const living = this.computed.map(({ replica }) => alive[replica] === true);
    this.alive?.dispose();
    this.alive = living.every(Boolean)
      ? undefined
      : tensor(
          living.map((yes) => (yes ? 1 : 0)),
          [this.replicas, 1],
          "bool",
        );
  }

  private narrow(members: readonly Member[]): void {
    const rows = members.map((member) => this.computed.indexOf(member));
    const { weights, slots } = this.state;
    this.state = {
      weights: takeRows(weights, rows),
      slots: slots.map((slot) => takeRows(slot, rows)),
    };
    this.previous &&= takeRows(this.previous, rows);
    this.mask &&= takeRows(this.mask, rows);
    this.taskInputs.narrow(rows);
    dispose([...(this.validation ?? []), ...(this.reference ?? [])]);
    this.validation = undefined;
    this.reference = undefined;
    this.computed = members;
  }

  private validationBlocks(): Tensor[] {
    const { validation } = this.task;
    if (validation === undefined) return [];
    return (this.validation ??= replicate(validation, this.computed));
  }

  /** The vectors that the task's view draws, [R, width] each; undefined where it draws none. */
  observe(): Readonly<Record<string, Tensor>> | undefined {
    const { extras } = this.task;
    if (extras === undefined) return undefined;
    const blocks = this.validationBlocks();
    return tidy(() => ({
      ...extras.observe(this.matrices(this.state.weights), blocks, this.taskInputs.matrices()),
    }));
  }

  /**
   * Loss and accuracy on the validation set, [R] each; undefined where the task has none.
   *
   * @param step The update whose tracks a measurement reads.
   */
  evaluate(step: number): Measured | undefined {
    const { task } = this;
    if (task.measure === undefined || task.validation === undefined) return undefined;
    const blocks = this.validationBlocks();
    let measured: Measured | undefined;
    tidy(() => {
      const inputs = this.taskInputs.at(step, this.computed);
      measured = task.measure?.(this.matrices(this.state.weights), blocks, inputs);
      if (measured === undefined) return;
      const { loss, accuracy, more = {} } = measured;
      for (const each of [loss, accuracy, ...Object.values(more)]) if (each) keep(each);
    });
    return measured;
  }

  /** A copy of everything that training goes on from. */
  async snapshot(): Promise<TrainerState> {
    const { weights, slots } = this.state;
    const { computed, all, mask } = this;
    const read = async (values: Tensor): Promise<Float32Array> =>
      atTheirPlaces(floats(await values.data()), computed, all);
    const { buffers } = this.taskInputs;
    return {
      weights: await read(weights),
      slots: await Promise.all(slots.map(read)),
      ...(buffers && { buffers: await read(buffers) }),
      ...(mask && { mask: await read(mask) }),
    };
  }

  dispose(): void {
    dispose([this.state.weights, ...this.state.slots]);
    dispose([...(this.validation ?? []), ...(this.reference ?? [])]);
    this.previous?.dispose();
    this.alive?.dispose();
    this.mask?.dispose();
    this.feed.dispose();
    this.taskInputs.dispose();
    this.layers.dispose();
  }
}
