import type { Asking } from "../python/asking";
import { callMethod, groupsOf } from "../python/script/ownScheduler";
import { stepScheduler } from "../python/script/ownScheduler";
import { construct } from "../python/script/classes";
import { PythonError } from "../python/script/operators";
import { FUNCTION } from "../python/script/script";
import { withinLimits } from "../python/script/limits";
import {
  numberOf,
  numberValue,
  unknownValue,
  type Given,
  type InstanceValue,
  type Value,
} from "../python/script/value";
import { changedByMethods } from "./changedByMethods";

/** The rates that a scheduler of the script's own class sets, step by step. */
export class StepsOfClass {
  private readonly nothing: Given;
  /** What each step adds to a number of the object. */
  private readonly counters: ReadonlyMap<string, { readonly start: number; readonly step: number }>;
  private readonly changed: ReadonlySet<string>;

  constructor(
    private readonly asking: Asking,
    private readonly instance: InstanceValue,
  ) {
    this.nothing = { positional: [], keywords: new Map(), range: instance.range };
    this.changed = changedByMethods(instance.of);
    this.counters = this.findCounters();
  }

  /** The rates of all groups at the first `count` steps, one after the other. */
  inTurn(count: number): readonly (readonly Value[])[] {
    const rows: (readonly Value[])[] = [];
    this.undone((fresh) => {
      this.asking.script.machine.fuel = FUNCTION * 40;
      rows.push(this.rates(fresh));
      while (rows.length < count) {
        this.step(fresh);
        rows.push(this.rates(fresh));
      }
    });
    return rows;
  }

  /** The rates at step `k` by itself: what steps leave behind, other than counters, is unknown. */
  alone(k: number): readonly Value[] {
    if (k === 0) return this.inTurn(1)[0] ?? [];
    const found = this.undone((fresh) => {
      const { journal } = this.asking.script.machine;
      const open = unknownValue("carried from step to step", this.instance.range, "loop");
      for (const name of [...this.changed, ...this.counters.keys()]) {
        if (!fresh.attributes.has(name)) continue;
        const counter = this.counters.get(name);
        const value = counter && numberValue(counter.start + counter.step * (k - 1));
        journal.set(fresh.attributes, name, value ?? open);
      }
      for (const { entries } of this.groups(fresh)) journal.set(entries, "lr", open);
      this.step(fresh);
      return this.rates(fresh);
    });
    return found ?? [];
  }

  private findCounters(): Map<string, { start: number; step: number }> {
    const at: Map<string, Value>[] = [];
    this.undone((fresh) => {
      for (let k = 0; k < 3; k++) {
        if (k > 0) this.step(fresh);
        at.push(new Map(fresh.attributes));
      }
    });
    const counters = new Map<string, { start: number; step: number }>();
    const [first, second, third] = at;
    for (const [name, value] of first ?? []) {
      const [a, b, c] = [value, second?.get(name), third?.get(name)].map(numberOf);
      if (a === undefined || b === undefined || c === undefined) continue;
      if (b !== a && c - b === b - a) counters.set(name, { start: a, step: b - a });
    }
    return counters;
  }

  /** Runs `work` on a new object of the class, as the script makes it, and undoes all of it. */
  private undone<Result>(work: (fresh: InstanceValue) => Result): Result | undefined {
    const { machine } = this.asking.script;
    const { instance } = this;
    machine.fuel = FUNCTION;
    return withinLimits(() => {
      const before = machine.findings.instances.length;
      try {
        return machine.journal.attempt(() => {
          const fresh: InstanceValue = { ...instance, attributes: new Map() };
          machine.findings.instances.push(fresh);
          for (const { entries } of this.groups(instance)) {
            const rate = entries.get("initial_lr");
            if (rate) machine.journal.set(entries, "lr", rate);
          }
          construct(machine, fresh, instance.given ?? this.nothing, instance.range);
          return work(fresh);
        }).result;
      } catch (error) {
        if (!(error instanceof PythonError)) throw error;
        return undefined;
      } finally {
        machine.findings.instances.length = before;
      }
    });
  }

  private step(fresh: InstanceValue): void {
    const { machine } = this.asking.script;
    if (callMethod(machine, fresh, "step", this.instance.range) === undefined)
      stepScheduler(machine, fresh, this.nothing);
  }

  private groups(of: InstanceValue): ReturnType<typeof groupsOf> {
    return groupsOf(this.asking.script.machine, of, this.instance.range);
  }

  private rates(fresh: InstanceValue): readonly Value[] {
    return this.groups(fresh).map(
      ({ entries }) => entries.get("lr") ?? unknownValue("lr", this.instance.range),
    );
  }
}
