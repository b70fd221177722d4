import type { LibraryParameter } from "../../../src/core/libraries/arguments";
import type { LibraryOptimizer, LibraryTable } from "../../../src/core/libraries/construction";
import {
  itemsOf,
  numberOf,
  type LibraryCall,
  type LibraryRecord,
  type LibraryValue,
} from "../../../src/core/libraries/value";
import { Asking } from "../../../src/core/formats/python/asking";
import { runFunction, toLibrary } from "../../../src/core/formats/python/convert";
import { readScript, type Script } from "../../../src/core/formats/python/script/script";
import {
  none,
  numberValue,
  type LibraryObject,
  type Value,
} from "../../../src/core/formats/python/script/value";
import { lowerLazily } from "../../../src/core/syntax/python/lazy/lowerLazily";
import { parserFor } from "../formats/read";
import { record } from "./input";

const URI = "file:///snippet.py";
const parser = await parserFor("python");

function scriptOf(text: string): Script {
  const program = lowerLazily({ uri: URI, text }, parser);
  if (!program) throw new Error("the snippet cannot be read");
  return readScript(program, { uri: URI, parser, file: () => undefined }, { symbols: {} });
}

const OPTIMIZERS = new Set([
  "SGD",
  "Adam",
  "AdamW",
  "NAdam",
  "RMSprop",
  "Adagrad",
  "Adafactor",
  "Rprop",
]);

const lastName = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** Names the positional arguments by the signature; one too many is kept under a name of its own. */
function bind(
  { given }: LibraryObject,
  names: readonly string[],
  convert: (value: Value) => LibraryValue,
): LibraryRecord {
  const args: Record<string, LibraryValue> = {};
  given.positional.forEach(
    ({ value }, i) => (args[names[i] ?? `positional argument ${i + 1}`] = convert(value)),
  );
  for (const [name, { value }] of given.keywords) args[name] = convert(value);
  return args;
}

const isCall = (value: Value | undefined): value is LibraryObject => value?.type === "object";

/** The calls of a snippet, as the product's reader has them, as nested schedulers of the given tables. */
export class SnippetReader {
  private readonly script: Script;

  constructor(
    source: string,
    private readonly tables: readonly LibraryTable[],
  ) {
    this.script = scriptOf(source);
  }

  get names(): ReadonlyMap<string, Value> {
    return this.script.scope.names;
  }

  private get calls(): readonly LibraryObject[] {
    return [...this.names.values()].filter(isCall);
  }

  private parametersOf(kind: string): readonly LibraryParameter[] | undefined {
    return this.tables.map((table) => table.kinds.get(kind)?.parameters).find(Boolean);
  }

  /** `{ kind, args }`; schedulers that take an optimizer drop it from the arguments. */
  call(call: LibraryObject): LibraryCall & LibraryRecord {
    const kind = lastName(call.path);
    const names = this.parametersOf(kind)?.map((parameter) => parameter.name) ?? [];
    const args = bind(
      call,
      this.takesOptimizer(call, names) ? ["optimizer", ...names] : names,
      this.value,
    );
    const { optimizer, ...rest } = args;
    return { kind, args: this.isOptimizer(optimizer) ? rest : args };
  }

  private takesOptimizer(call: LibraryObject, names: readonly string[]): boolean {
    const first = call.given.positional[0]?.value;
    if (isCall(first) && names.includes("optimizer")) return true;
    return (
      isCall(first) &&
      OPTIMIZERS.has(lastName(first.path)) &&
      !["lr_scheduler", "schedulers"].includes(names[0] ?? "")
    );
  }

  private isOptimizer(value: LibraryValue | undefined): boolean {
    const kind = record(value)["kind"];
    return typeof kind === "string" && OPTIMIZERS.has(kind);
  }

  /** A value as the library receives it; a part that only the run knows is null. */
  readonly value = (value: Value): LibraryValue => {
    if (value.type === "dict")
      return Object.fromEntries(
        Array.from(value.entries, ([key, item]) => [String(key), this.value(item)]),
      );
    if (value.type === "list") {
      const items = value.items.map(this.value);
      return value.tuple ? { tuple: items } : items;
    }
    const asking = new Asking(this.script, { start: 0, end: 0 });
    if (value.type === "function" || value.type === "instance")
      return (...numbers) =>
        this.value(
          runFunction(
            asking,
            value,
            numbers.map((number) => numberValue(number)),
          ),
        );
    return toLibrary(value, asking, (object) => this.call(object)) ?? null;
  };

  named(name: string): LibraryValue {
    return this.value(this.names.get(name) ?? none);
  }

  /** The last scheduler of the tables, or else the last call, that the snippet binds to a name. */
  scheduler(except: ReadonlySet<string> = OPTIMIZERS): LibraryCall & LibraryRecord {
    const { calls } = this;
    const known = calls.filter((call) => this.parametersOf(lastName(call.path)));
    const found = known.at(-1) ?? calls.filter((call) => !except.has(lastName(call.path))).at(-1);
    if (!found) throw new Error("no scheduler in the snippet");
    return this.call(found);
  }

  /** The last scheduler of one table. */
  schedulerOf(table: LibraryTable): LibraryCall & LibraryRecord {
    const { calls } = this;
    const found = calls.filter((call) => table.kinds.has(lastName(call.path))).at(-1);
    if (!found) throw new Error(`no scheduler of ${table.library} in the snippet`);
    return this.call(found);
  }

  /** The snippet's last call, whatever it calls, with its positional arguments named. */
  lastCall(
    names: readonly string[],
    others: Readonly<Record<string, readonly [string, readonly string[]]>> = {},
  ): LibraryCall {
    const { calls } = this;
    const call = calls.at(-1);
    if (!call) throw new Error("no call in the snippet");
    const kind = lastName(call.path);
    const own = others[kind]?.[1];
    const bound = bind(
      call,
      own ? ["optimizer", ...own] : [...names, "scheduler_specific_kwargs"],
      this.value,
    );
    const args = Object.fromEntries(Object.entries(bound).filter(([name]) => name !== "optimizer"));
    return { kind, args };
  }

  /** `optax.inject_hyperparams(factory, static_args)(…)`: what it is given. */
  injected(parameters: readonly string[]): LibraryRecord {
    const call = this.calls.at(-1);
    if (!call) throw new Error("no call in the snippet");
    const inner = call.given.positional[0]?.value;
    const outer = isCall(inner) ? bind(inner, ["inner_factory", "static_args"], this.value) : {};
    return {
      hyperparams: bind(call, ["inner"], this.value),
      static_args: outer["static_args"] ?? null,
      inner_parameters: parameters,
    };
  }

  /** The schedule of the optimizer that `model.compile` is given, if it has one. */
  compiledSchedule(): LibraryCall | undefined {
    const compile = this.script.findings.methods.find(({ method }) => method === "compile");
    const optimizer = compile?.keywords.get("optimizer")?.value;
    if (!isCall(optimizer)) return undefined;
    const rate = optimizer.given.keywords.get("learning_rate")?.value;
    return isCall(rate) ? this.call(rate) : undefined;
  }

  optimizer(): LibraryOptimizer {
    const { calls } = this;
    const call = calls.find((candidate) => OPTIMIZERS.has(lastName(candidate.path)));
    return optimizerFrom(
      call ? record(this.optimizerArgs(call)) : {},
      call ? lastName(call.path) : "SGD",
    );
  }

  private optimizerArgs(call: LibraryObject): LibraryRecord {
    return bind(call, ["params", "lr", "momentum"], this.value);
  }
}

const HAS_MOMENTUM = new Set(["SGD", "RMSprop"]);
const HAS_BETAS = new Set(["Adam", "AdamW", "NAdam"]);

function optimizerFrom(args: LibraryRecord, kind: string): LibraryOptimizer {
  const rate = numberOf(args["lr"]) ?? 1e-3;
  const groups = (itemsOf(args["params"]) ?? [{}]).map(record);
  const [beta1 = 0.9, beta2 = 0.999] = (itemsOf(args["betas"]) ?? []).map(
    (beta) => numberOf(beta) ?? NaN,
  );
  return {
    kind,
    learningRates: groups.map((group) => numberOf(group["lr"]) ?? rate),
    defaultLearningRate: rate,
    groups,
    ...(HAS_MOMENTUM.has(kind) && { momentum: numberOf(args["momentum"]) ?? 0 }),
    ...(HAS_BETAS.has(kind) && { betas: [beta1, beta2] as const }),
  };
}
