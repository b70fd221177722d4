import { t } from "../text/words";
import { inside, Refusal, refuse } from "./refusal";
import { callOf, isFloat, isInteger, itemsOf, numberOf, textOf } from "./value";
import type { LibraryCall, LibraryFunction, LibraryRecord, LibraryValue } from "./value";

/** One parameter of a library's constructor; without a default it must be given. */
export interface LibraryParameter {
  readonly name: string;
  readonly default?: LibraryValue;
}

/** Parameters in the order of the library's signature; `undefined` marks a required one. */
export const signature = (
  parameters: Readonly<Record<string, LibraryValue | undefined>>,
): readonly LibraryParameter[] =>
  Object.entries(parameters).map(([name, value]) =>
    value === undefined ? { name } : { name, default: value },
  );

/** What a nested scheduler is made of; a refusal in it is told at its place in the one around it. */
export const argumentsOf = <Made>(
  { kind, args, path = [] }: LibraryCall,
  parameters: readonly LibraryParameter[],
  make: (args: Arguments) => Made,
): Made => inside(path, () => make(new Arguments(kind, parameters, args)));

/** A scheduler's arguments, bound to its signature; every reader refuses what the library refuses. */
export class Arguments {
  readonly #values = new Map<string, LibraryValue>();

  constructor(
    readonly kind: string,
    parameters: readonly LibraryParameter[],
    readonly given: LibraryRecord,
  ) {
    for (const parameter of parameters) this.#bind(parameter);
    const known = new Set(parameters.map((parameter) => parameter.name));
    for (const name of Object.keys(given)) {
      if (known.has(name)) continue;
      const message = t`${kind} has no argument "${name}"; it takes ${[...known].join(", ")}.`;
      throw new Refusal("unknown-argument", [name], message, "key");
    }
  }

  #bind(parameter: LibraryParameter): void {
    const { name } = parameter;
    const value = Object.hasOwn(this.given, name) ? this.given[name] : parameter.default;
    if (value === undefined)
      throw new Refusal("missing-argument", [], t`${this.kind} needs "${name}".`);
    this.#values.set(name, value);
  }

  value(name: string): LibraryValue {
    return this.#values.get(name) ?? null;
  }

  has(name: string): boolean {
    return this.value(name) !== null;
  }

  number(name: string): number {
    const number = numberOf(this.value(name));
    if (number === undefined || Number.isNaN(number)) this.refuse(name, t("must be a number"));
    return number;
  }

  /** The number, or undefined where it is None. */
  optional(name: string): number | undefined {
    return this.has(name) ? this.number(name) : undefined;
  }

  flag(name: string): boolean {
    const value = this.value(name);
    return typeof value === "boolean" ? value : (numberOf(value) ?? Number(value !== null)) !== 0;
  }

  text(name: string): string {
    const value = this.value(name);
    return typeof value === "string" ? value : this.refuse(name, t("must be a text"));
  }

  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    const value = this.value(name);
    const choice = choices.find((candidate) => candidate === value);
    return choice ?? this.refuse(name, t`must be one of ${choices.join(", ")}`);
  }

  list(name: string): readonly LibraryValue[] {
    return itemsOf(this.value(name)) ?? this.refuse(name, t("must be a list"));
  }

  numbers(name: string): number[] {
    return this.list(name).map((item, index) => {
      const number = numberOf(item);
      return number ?? refuse([name, index], t`${name} must hold numbers, not ${textOf(item)}.`);
    });
  }

  /** One number for each of `groups` parameter groups: a list of that length, or one for all. */
  perGroup(name: string, groups: number): number[] {
    const items = itemsOf(this.value(name));
    if (!items) return new Array<number>(groups).fill(this.number(name));
    if (items.length === groups) return this.numbers(name);
    return this.refuse(name, t`has ${items.length} values for ${groups} parameter group(s)`);
  }

  function(name: string): LibraryFunction {
    const value = this.value(name);
    return typeof value === "function" ? value : this.refuse(name, t("must be a function"));
  }

  /** The scheduler that is given as an argument; undefined where it is none. */
  call(name: string): LibraryCall | undefined {
    return callOf(this.value(name), [name, "args"]);
  }

  calls(name: string): LibraryCall[] {
    return this.list(name).map((item, index) => {
      const call = callOf(item, [name, index, "args"]);
      return call ?? refuse([name, index], t`${textOf(item)} is no scheduler.`);
    });
  }

  isInteger(name: string): boolean {
    return isInteger(this.value(name));
  }

  isFloat(name: string): boolean {
    return isFloat(this.value(name));
  }

  refuse(name: string, reason: string): never {
    const message = t`${name} ${reason}, but it is ${textOf(this.value(name))}.`;
    return refuse(Object.hasOwn(this.given, name) ? [name] : [], message);
  }
}
