import type { RatesInTurn } from "./curvesInTurn";
import { withinLimits } from "./script/limits";
import type { Machine } from "./script/machine";
import { PythonError } from "./script/operators";
import { FUNCTION } from "./script/script";
import { unnoted } from "./script/unnoted";
import {
  numberOf,
  numberValue,
  unknownValue,
  type InstanceValue,
  type Value,
} from "./script/value";

/** An object of the script's whose methods a framework calls while it trains. */
export interface Hooked {
  /** The object as training finds it, made anew. */
  fresh(): InstanceValue;
  /** What is called before the updates of a step of the clock, and after them. */
  before(object: InstanceValue, step: number): void;
  after(object: InstanceValue, step: number): void;
  /** The rates that updates would see now. */
  rates(object: InstanceValue): readonly Value[];
  /** Leaves the rates to whatever is called next. */
  forget(object: InstanceValue, open: Value): void;
  /** Attributes that a step changes. */
  readonly changed: ReadonlySet<string>;
  /** Of a clock of updates: what an epoch's begin changes, by itself or beside the steps. */
  readonly ofEpoch?:
    | { readonly changed: ReadonlySet<string>; again(object: InstanceValue, step: number): void }
    | undefined;
}

/** The rates that the hooks of an object set, step by step of the clock on which they do. */
export class HookedRates implements RatesInTurn {
  /** What each step adds to a number of the object, and what it is after the first. */
  private readonly counters: ReadonlyMap<string, { readonly start: number; readonly step: number }>;

  constructor(
    private readonly machine: Machine,
    private readonly hooked: Hooked,
  ) {
    this.counters = this.findCounters();
  }

  inTurn(count: number): readonly (readonly Value[])[] {
    const rows: (readonly Value[])[] = [];
    this.undone(FUNCTION * 40, (object) => {
      this.run(object, count, () => rows.push(this.hooked.rates(object)));
    });
    return rows;
  }

  alone(k: number): readonly Value[] {
    if (k === 0) return this.inTurn(1)[0] ?? [];
    const { hooked } = this;
    const found = this.undone(FUNCTION, (object) => {
      this.carry(object, k - 1, [...hooked.changed, ...(hooked.ofEpoch?.changed ?? [])]);
      hooked.ofEpoch?.again(object, k - 1);
      if (hooked.ofEpoch) this.carry(object, k - 1, hooked.changed);
      hooked.after(object, k - 1);
      hooked.before(object, k);
      return this.isCounted(object, k) ? hooked.rates(object) : [];
    });
    return found ?? [];
  }

  /** Whether what counts still does: `if self.step < warmup: self.step += 1` ends once. */
  private isCounted({ attributes }: InstanceValue, k: number): boolean {
    return [...this.counters].every(
      ([name, { start, step }]) => numberOf(attributes.get(name)) === start + step * k,
    );
  }

  /** What the object is in the middle of a step, as far as that follows from the step's number. */
  private carry(object: InstanceValue, step: number, names: Iterable<string>): void {
    const open = unknownValue("carried from step to step", object.range, "loop");
    for (const name of names) {
      if (!object.attributes.has(name)) continue;
      const counter = this.counters.get(name);
      const value = counter && numberValue(counter.start + counter.step * step);
      this.machine.journal.set(object.attributes, name, value ?? open);
    }
    this.hooked.forget(object, open);
  }

  private run(object: InstanceValue, count: number, look: (step: number) => void): void {
    for (let step = 0; step < count; step++) {
      if (step > 0) this.hooked.after(object, step - 1);
      this.hooked.before(object, step);
      look(step);
    }
  }

  private findCounters(): Map<string, { start: number; step: number }> {
    const at: Map<string, Value>[] = [];
    this.undone(FUNCTION, (object) => {
      this.run(object, 3, () => at.push(new Map(object.attributes)));
    });
    const counters = new Map<string, { start: number; step: number }>();
    const [first, second, third] = at;
    for (const name of this.hooked.changed) {
      const [a, b, c] = [first, second, third].map((one) => numberOf(one?.get(name)));
      if (a === undefined || b === undefined || c === undefined) continue;
      if (this.hooked.ofEpoch?.changed.has(name) !== true && b !== a && c - b === b - a)
        counters.set(name, { start: a, step: b - a });
    }
    return counters;
  }

  /** Runs `work` on a new object, and undoes all of it. */
  private undone<Result>(
    fuel: number,
    work: (object: InstanceValue) => Result,
  ): Result | undefined {
    const { machine } = this;
    machine.fuel = fuel;
    return unnoted(machine, () =>
      withinLimits(() => {
        try {
          return machine.journal.undoing(() => work(this.hooked.fresh()));
        } catch (error) {
          if (!(error instanceof PythonError)) throw error;
          return undefined;
        }
      }),
    );
  }
}
