import type { ForEach, While } from "../../program/tree";
import type { Changes } from "../python/script/journal";
import type { Loop } from "../python/script/loop";
import type { Completion, Machine } from "../python/script/machine";
import { optimizerKind } from "../python/script/optimizers";
import { withinLimits, type Arrival } from "../python/script/script";
import { bindLoopVariable } from "../python/script/training";
import {
  numberOf,
  numberValue,
  unknownValue,
  type ListValue,
  type Scope,
  type Value,
} from "../python/script/value";

/** What one update sees: the rate of every group, and how the round ended. */
export interface Round {
  readonly rates: readonly Value[];
  readonly completion: Completion | undefined;
}

/** Where the rates are read off: in every round of a loop, or of the loop inside of it. */
export interface Nest {
  readonly outer: Loop;
  readonly inner: Loop | undefined;
  /** Rounds of the inner loop in one of the outer; undefined where they are not known. */
  readonly perRound: number | undefined;
}

interface Place {
  readonly write: (value: unknown) => void;
  readonly start: number;
  /** What one round adds; undefined: it is no counter. */
  readonly step: number | undefined;
  /** Changed in each round of the inner loop, not once in the outer. */
  readonly often: boolean;
}

/** Steps of reading that one round may take. */
const FUEL = 60_000;

/** The rounds of a training loop, from the state in which the script comes to it. */
export class Rounds {
  private readonly machine: Machine;
  private readonly scope: Scope;
  private readonly places: readonly Place[];
  private seen: readonly Value[] | undefined;

  constructor(
    arrival: Arrival,
    private readonly nest: Nest,
    private readonly optimizer: number,
  ) {
    this.machine = arrival.script.machine;
    this.scope = arrival.scope;
    this.machine.observe = (event) => {
      const stepped =
        "method" in event &&
        event.method === "step" &&
        (event.object.id === optimizer ||
          event.given.some((value) => value.type === "object" && value.id === optimizer));
      if (stepped) this.seen ??= this.ratesNow();
    };
    this.places = this.findPlaces();
  }

  /** Round `k` by itself: counters are where they must be, what else it carries over is unknown. */
  alone(k: number): Round | undefined {
    return this.undone(() => {
      const { perRound } = this.nest;
      const outer = perRound === undefined ? k : Math.floor(k / perRound);
      for (const { write, start, step, often } of this.places)
        write(
          step === undefined
            ? unknownValue("carried from round to round", this.nest.outer.range, "loop")
            : numberValue(start + step * (often ? k : outer), !Number.isInteger(start + step)),
        );
      return this.round(k);
    });
  }

  /** The first `count` rounds, one after the other as they are run. */
  inTurn(count: number): readonly (readonly Value[])[] {
    const rows: (readonly Value[])[] = [];
    this.undone(() => {
      this.machine.fuel = FUEL * 40;
      for (let k = 0; rows.length < count; k++) {
        const before = rows.length;
        const completion = this.collect(k, rows, count);
        if (completion || rows.length === before) break;
      }
    });
    return rows;
  }

  private collect(k: number, rows: (readonly Value[])[], count: number): Completion | undefined {
    const { inner, perRound } = this.nest;
    if (!inner) {
      const { rates, completion } = this.body(this.nest.outer.node, k, this.scope);
      if (completion?.type !== "break") rows.push(rates);
      return completion?.type === "continue" ? undefined : completion;
    }
    this.machine.train = (node, scope) => {
      if (node.range.start !== inner.node.range.start) return false;
      for (let i = 0; i < (perRound ?? 1) && rows.length < count; i++)
        rows.push(this.body(node, i, scope).rates);
      return true;
    };
    return this.body(this.nest.outer.node, k, this.scope).completion;
  }

  private undone<Result>(work: () => Result): Result | undefined {
    this.machine.fuel = FUEL;
    return withinLimits(() => this.machine.journal.attempt(work).result);
  }

  private round(k: number): Round {
    const { outer, inner, perRound } = this.nest;
    if (!inner) return this.body(outer.node, k, this.scope);
    let found: Round | undefined;
    this.machine.train = (node, scope) => {
      if (node.range.start !== inner.node.range.start) return false;
      found ??= this.body(node, perRound === undefined ? undefined : k % perRound, scope);
      return true;
    };
    const whole = this.body(
      outer.node,
      perRound === undefined ? undefined : Math.floor(k / perRound),
      this.scope,
    );
    return found ?? whole;
  }

  /** One round: the rates at its first update, or at its end where none is seen. */
  private body(node: ForEach | While, k: number | undefined, scope: Scope): Round {
    const { machine } = this;
    if (node.type === "forEach") {
      const value = k === undefined ? undefined : this.valueOfRound(node, k, scope);
      if (value) machine.assign(node.target, value, scope);
      else bindLoopVariable(machine, node, scope);
    }
    this.seen = undefined;
    const hook = node.range.start === this.nest.outer.node.range.start ? machine.train : undefined;
    machine.train = hook ?? ((): boolean => false);
    const completion = machine.execute(node.body, scope);
    machine.train = undefined;
    return { rates: this.seen ?? this.ratesNow(), completion };
  }

  /** What `for` gives its variable in round `k`; undefined where that is not known. */
  private valueOfRound(node: ForEach, k: number, scope: Scope): Value | undefined {
    const { iterable } = node;
    const name = (call: typeof iterable): string =>
      call.type === "call" && call.callee.type === "name" ? call.callee.name : "";
    const source =
      iterable.type === "call" && /tqdm|track|progress/.test(name(iterable))
        ? (iterable.arguments[0]?.value ?? iterable)
        : iterable;
    if (source.type !== "call") return undefined;
    const numbers = source.arguments
      .filter(({ kind }) => kind === "positional")
      .map(({ value }) => value);
    const named = (text: string) =>
      source.arguments.find((one) => one.name === text)?.value ?? undefined;
    if (name(source) === "range" || name(source) === "trange") {
      const [first, second, third] = numbers.map((part) => numberOf(this.machine.evaluate(part, scope)));
      const start = numbers.length > 1 ? first : 0;
      const step = numbers.length > 2 ? third : 1;
      void second;
      return start === undefined || step === undefined ? undefined : numberValue(start + k * step);
    }
    if (name(source) !== "enumerate") return undefined;
    const first = named("start") ?? numbers[1];
    const start = first ? numberOf(this.machine.evaluate(first, scope)) : 0;
    if (start === undefined) return undefined;
    const item = unknownValue("an item", iterable.range, "loop");
    return { type: "list", tuple: true, items: [numberValue(start + k), item] };
  }

  /** The rate of each group of the optimizer as it stands. */
  private ratesNow(): readonly Value[] {
    const object = this.machine.findings.objects.find(
      (candidate) => candidate.id === this.optimizer && optimizerKind(candidate),
    );
    const groups = object?.attributes.get("param_groups");
    const items = groups?.type === "list" ? groups.items : [];
    return items.flatMap((group) =>
      group.type === "dict" ? (group.entries.get("lr") ?? []) : [],
    );
  }

  /**
   * What a round finds as the round before left it. A number that three rounds raise by the same is
   * a counter; of all else nothing can be said without running every round.
   */
  private findPlaces(): Place[] {
    const states: Changes[] = [];
    this.undone(() => {
      this.machine.fuel = FUEL * 4;
      for (let k = 0; k < 3; k++) {
        const { changes } = this.machine.journal.attempt(() => this.round(k));
        states.push(changes);
        this.machine.journal.redo(changes);
      }
    });
    return placesOf(states, this.nest);
  }
}

function placesOf(states: readonly Changes[], { inner, perRound }: Nest): Place[] {
  const [first = [], ...others] = states;
  const places = new Map<object, Map<string | number, Place>>();
  for (const change of first) {
    const { holder, key, before, write } = change;
    const known = places.get(holder) ?? new Map<string | number, Place>();
    places.set(holder, known);
    if (known.has(key)) continue;
    // what the round itself brings about is not carried into it
    if (before === undefined) continue;
    const start = numberOf(before as Value);
    known.set(key, {
      write,
      start: start ?? NaN,
      step: start === undefined || key === "lr" ? undefined : stepOf(states, holder, key),
      often: inner !== undefined && perRound !== 1,
    });
  }
  void others;
  return [...places.values()].flatMap((known) => [...known.values()]);
}

/** What each round adds to a place, where that is always the same. */
function stepOf(states: readonly Changes[], holder: object, key: string | number): number | undefined {
  const steps = states.map((changes) => {
    const own = changes.filter((change) => change.holder === holder && change.key === key);
    const [before, after] = [own[0]?.before, own.at(-1)?.after].map((value) =>
      numberOf(value as Value | undefined),
    );
    return before === undefined || after === undefined ? undefined : after - before;
  });
  const [step] = steps;
  return steps.length > 1 && steps.every((other) => other === step) ? step : undefined;
}

export type { ListValue };
