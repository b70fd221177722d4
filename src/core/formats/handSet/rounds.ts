import type { ForEach, Program, While } from "../../program/statementTree";
import { relevantPart } from "./relevant";
import { changeablePlaces, type ChangeablePlace } from "./changeable";
import type { Changes } from "../python/script/journal";
import type { Loop, MethodCall } from "../python/script/loop";
import type { Completion, Machine } from "../python/script/machine";
import { withinLimits } from "../python/script/limits";
import type { Arrival } from "../python/script/script";
import { bindLoopVariable } from "../python/script/training";
import { unnoted } from "../python/script/unnoted";
import {
  numberOf,
  numberValue,
  unknownValue,
  type LibraryObject,
  type ListValue,
  type Unknown,
  type Scope,
  type Value,
} from "../python/script/value";

/** What one update sees: the rate of every group, and how the round ended. */
export interface Round {
  readonly rates: readonly Value[];
  /** An update was made in it. */
  readonly updates: boolean;
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
  readonly holder: object;
  readonly key: string | number;
  readonly write: (value: unknown) => void;
  readonly before: unknown;
  readonly start: number;
  /** What one round adds; undefined: it is no counter. */
  readonly step: number | undefined;
  /** Changed in each round of the inner loop, not once in each of the outer. */
  readonly often: boolean;
}

/** Steps of reading that one round may take. */
const FUEL = 60_000;

/** The rounds of a training loop, from the state in which the script comes to it. */
export class Rounds {
  private readonly machine: Machine;
  private readonly scope: Scope;
  private readonly places: readonly Place[];
  private readonly program: Program;
  private part: ForEach | While | undefined;
  /** The rates at each update of the round so far. */
  private readonly seen: (readonly Value[])[] = [];

  constructor(
    arrival: Arrival,
    private readonly nest: Nest,
    /** As the reading that arrived there has it. */
    private readonly optimizer: LibraryObject | undefined,
    /** What is read off where `step()` is called on it, or with it: the rates, unless told otherwise. */
    look?: (call: MethodCall) => readonly Value[],
  ) {
    this.machine = arrival.script.machine;
    this.scope = arrival.scope;
    this.program = arrival.script.program;
    this.machine.observe = (event) => {
      if (!("method" in event)) return;
      const stepped =
        event.method === "step" &&
        optimizer !== undefined &&
        (event.object === optimizer || event.given.includes(optimizer));
      if (stepped) this.seen.push(look ? look(event) : this.ratesNow());
    };
    const maybe = changeablePlaces(this.machine, this.program, {
      body: nest.outer.node.body,
      scope: this.scope,
      optimizer,
    });
    this.places = [...this.findPlaces(), ...maybe.map(carried)].filter(onlyFirst());
  }

  /** Round `k` by itself: counters are where they must be, what else it carries over is unknown. */
  alone(k: number): Round | undefined {
    const found = this.undone(() => {
      for (const place of this.places) place.write(this.valueAt(place, k));
      return this.round(k);
    });
    for (const { write, before } of this.places) write(before);
    return found;
  }

  /** The rates of round `k` by itself, from the part of the loop that has to do with them. */
  ratesAlone(k: number): readonly Value[] {
    this.part ??= relevantPart(this.nest.outer.node, this.program);
    const { part } = this;
    const found = this.undone(() => {
      for (const place of this.places) place.write(this.valueAt(place, k));
      return this.round(k, part);
    });
    for (const { write, before } of this.places) write(before);
    return found?.rates ?? [];
  }

  private valueAt({ start, step, often }: Place, k: number): Value {
    const { inner, perRound, outer } = this.nest;
    const rounds =
      often || !inner ? k : perRound === undefined ? undefined : Math.floor(k / perRound);
    if (step === undefined || rounds === undefined)
      return unknownValue("carried from round to round", outer.range, "loop");
    return numberValue(start + step * rounds, !Number.isInteger(start + step));
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
      const { rates, completion, updates } = this.body(this.nest.outer.node, k, this.scope);
      if (completion?.type !== "break" || updates) rows.push(rates);
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
    return unnoted(this.machine, () => withinLimits(() => this.machine.journal.undoing(work)));
  }

  private round(k: number, loop = this.nest.outer.node): Round {
    const { inner, perRound } = this.nest;
    if (!inner) return this.body(loop, k, this.scope);
    let found: Round | undefined;
    this.machine.train = (node, scope) => {
      if (node.range.start !== inner.node.range.start) return false;
      found ??= this.body(node, perRound === undefined ? undefined : k % perRound, scope);
      return true;
    };
    const whole = this.body(
      loop,
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
    this.seen.length = 0;
    const hook = node.range.start === this.nest.outer.node.range.start ? machine.train : undefined;
    machine.train = hook ?? ((): boolean => false);
    const completion = machine.execute(node.body, scope);
    machine.train = undefined;
    const [rates] = this.seen;
    return { rates: rates ?? this.ratesNow(), completion, updates: rates !== undefined };
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
      const [first, , third] = numbers.map((part) => numberOf(this.machine.evaluate(part, scope)));
      const start = numbers.length > 1 ? first : 0;
      const step = numbers.length > 2 ? third : 1;
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
    const groups = this.optimizer?.attributes.get("param_groups");
    const items = groups?.type === "list" ? groups.items : [];
    return items.flatMap((group) => (group.type === "dict" ? (group.entries.get("lr") ?? []) : []));
  }

  /**
   * What a round finds as the round before left it. A number that two rounds raise by the same is a
   * counter: of the inner loop where two of its rounds raise it twice as much. Of all else nothing
   * can be said without running every round.
   */
  private findPlaces(): Place[] {
    const first = this.changesOf(0, 1);
    if (first) this.machine.journal.redo(first);
    const second = first && this.changesOf(1, 1);
    for (const { write, before } of (first ?? []).toReversed()) write(before);
    const double = this.nest.inner ? this.changesOf(0, 2) : first;
    return first && second && double ? placesOf(first, second, double, this.nest) : [];
  }

  /** What one round of the outer loop changes, with `inner` rounds of the loop inside of it. */
  private changesOf(k: number, inner: number): Changes | undefined {
    this.machine.fuel = FUEL;
    return withinLimits(
      () =>
        this.machine.journal.attempt(() => {
          this.repeated(k, inner);
        }).changes,
    );
  }

  private repeated(k: number, count: number): void {
    const { outer, inner } = this.nest;
    if (inner)
      this.machine.train = (node, scope) => {
        if (node.range.start !== inner.node.range.start) return false;
        for (let i = 0; i < count; i++) this.body(node, i, scope);
        return true;
      };
    this.body(outer.node, k, this.scope);
  }
}

function placesOf(first: Changes, second: Changes, double: Changes, { inner }: Nest): Place[] {
  const places = new Map<object, Map<string | number, Place>>();
  for (const { holder, key, before, write: put } of first) {
    const write = holder instanceof Map ? put : listWrite(holder as ListValue, key);
    const known = places.get(holder) ?? new Map<string | number, Place>();
    places.set(holder, known);
    // what the round itself brings about is not carried into it
    if (known.has(key) || before === undefined) continue;
    const start = numberOf(before as Value);
    const once = stepOf(first, holder, key);
    const steady = once !== undefined && stepOf(second, holder, key) === once;
    const often =
      inner !== undefined && once !== undefined && stepOf(double, holder, key) === 2 * once;
    known.set(key, {
      holder,
      key,
      write,
      before,
      start: start ?? NaN,
      step: start !== undefined && steady ? once : undefined,
      often,
    });
  }
  return [...places.values()].flatMap((known) => [...known.values()]);
}

/** A list that rounds fill is not emptied for a round by itself: its items are unknown there. */
function listWrite(list: ListValue, key: string | number): (value: unknown) => void {
  const { uncertain } = list;
  return (value) => {
    if (key === "uncertain") return;
    if (Array.isArray(value)) {
      list.items = value as readonly Value[];
      list.uncertain = uncertain;
    } else list.uncertain = value as Unknown;
  };
}

const carried = ({ holder, key, write, before }: ChangeablePlace): Place => ({
  holder,
  key,
  write,
  before,
  start: NaN,
  step: undefined,
  often: false,
});

/** Of several entries for one place the first, which knows more. */
function onlyFirst(): (place: Place) => boolean {
  const seen = new Map<object, Set<string | number>>();
  return ({ holder, key }) => {
    const keys = seen.get(holder) ?? new Set();
    seen.set(holder, keys);
    if (keys.has(key)) return false;
    keys.add(key);
    return true;
  };
}

/** What a round adds to a place; undefined where that is no number. */
function stepOf(changes: Changes, holder: object, key: string | number): number | undefined {
  const own = changes.filter((change) => change.holder === holder && change.key === key);
  const [before, after] = [own[0]?.before, own.at(-1)?.after].map((value) =>
    numberOf(value as Value | undefined),
  );
  return before === undefined || after === undefined ? undefined : after - before;
}
