import type { LibraryParameter } from "../../../src/core/libraries/arguments";
import type { LibraryOptimizer, LibraryTable } from "../../../src/core/libraries/construction";
import {
  itemsOf,
  numberOf,
  type LibraryCall,
  type LibraryRecord,
  type LibraryValue,
} from "../../../src/core/libraries/value";
import { record } from "./input";
import { runSnippet } from "./python/program";
import type { Scope } from "./python/semantics";
import { PythonCall, toLibrary, type PythonValue } from "./python/values";

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
  call: PythonCall,
  names: readonly string[],
  convert: (value: PythonValue) => LibraryValue,
): LibraryRecord {
  const args: Record<string, LibraryValue> = {};
  call.positional.forEach(
    (value, i) => (args[names[i] ?? `positional argument ${i + 1}`] = convert(value)),
  );
  for (const [name, value] of call.keywords) args[name] = convert(value);
  return args;
}

/** Reads the calls of a snippet as nested schedulers of the given tables. */
export class SnippetReader {
  readonly scope: Scope;

  constructor(
    source: string,
    private readonly tables: readonly LibraryTable[],
  ) {
    this.scope = runSnippet(source);
  }

  private parametersOf(kind: string): readonly LibraryParameter[] | undefined {
    return this.tables.map((table) => table.kinds.get(kind)?.parameters).find(Boolean);
  }

  /** `{ kind, args }`; schedulers that take an optimizer drop it from the arguments. */
  call(call: PythonCall): LibraryCall & LibraryRecord {
    const kind = lastName(call.callee);
    const names = this.parametersOf(kind)?.map((parameter) => parameter.name) ?? [];
    const args = bind(
      call,
      this.takesOptimizer(call, names) ? ["optimizer", ...names] : names,
      this.value,
    );
    const { optimizer, ...rest } = args;
    return { kind, args: this.isOptimizer(optimizer) ? rest : args };
  }

  private takesOptimizer(call: PythonCall, names: readonly string[]): boolean {
    const first = call.positional[0];
    if (first instanceof PythonCall && names.includes("optimizer")) return true;
    return (
      first instanceof PythonCall &&
      OPTIMIZERS.has(lastName(first.callee)) &&
      !["lr_scheduler", "schedulers"].includes(names[0] ?? "")
    );
  }

  private isOptimizer(value: LibraryValue | undefined): boolean {
    const kind = record(value)["kind"];
    return typeof kind === "string" && OPTIMIZERS.has(kind);
  }

  readonly value = (value: PythonValue): LibraryValue =>
    toLibrary(value, (call) => this.call(call));

  named(name: string): LibraryValue {
    return this.value(this.scope.names.get(name) ?? null);
  }

  /** The last scheduler of the tables, or else the last call, that the snippet binds to a name. */
  scheduler(except: ReadonlySet<string> = OPTIMIZERS): LibraryCall & LibraryRecord {
    const calls = [...this.scope.names.values()].filter((value) => value instanceof PythonCall);
    const known = calls.filter((call) => this.parametersOf(lastName(call.callee)));
    const found = known.at(-1) ?? calls.filter((call) => !except.has(lastName(call.callee))).at(-1);
    if (!found) throw new Error("no scheduler in the snippet");
    return this.call(found);
  }

  /** The last scheduler of one table. */
  schedulerOf(table: LibraryTable): LibraryCall & LibraryRecord {
    const calls = [...this.scope.names.values()].filter((value) => value instanceof PythonCall);
    const found = calls.filter((call) => table.kinds.has(lastName(call.callee))).at(-1);
    if (!found) throw new Error(`no scheduler of ${table.library} in the snippet`);
    return this.call(found);
  }

  /** The snippet's last call, whatever it calls, with its positional arguments named. */
  lastCall(
    names: readonly string[],
    others: Readonly<Record<string, readonly [string, readonly string[]]>> = {},
  ): LibraryCall {
    const calls = [...this.scope.names.values()].filter((value) => value instanceof PythonCall);
    const call = calls.at(-1);
    if (!call) throw new Error("no call in the snippet");
    const kind = lastName(call.callee);
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
    const call = [...this.scope.names.values()]
      .filter((value) => value instanceof PythonCall)
      .at(-1);
    if (!call) throw new Error("no call in the snippet");
    const inner = call.positional[0];
    const outer =
      inner instanceof PythonCall ? bind(inner, ["inner_factory", "static_args"], this.value) : {};
    return {
      hyperparams: bind(call, ["inner"], this.value),
      static_args: outer["static_args"] ?? null,
      inner_parameters: parameters,
    };
  }

  /** The schedule of the optimizer that `model.compile` is given, if it has one. */
  compiledSchedule(): LibraryCall | undefined {
    const compile = this.scope.calls.find((call) => call.callee.endsWith("?.compile"));
    const optimizer = compile?.keywords.get("optimizer");
    if (!(optimizer instanceof PythonCall)) return undefined;
    const rate = optimizer.keywords.get("learning_rate");
    return rate instanceof PythonCall ? this.call(rate) : undefined;
  }

  optimizer(): LibraryOptimizer {
    const calls = [...this.scope.names.values()].filter((value) => value instanceof PythonCall);
    const call = calls.find((candidate) => OPTIMIZERS.has(lastName(candidate.callee)));
    return optimizerFrom(
      call ? record(this.optimizerArgs(call)) : {},
      call ? lastName(call.callee) : "SGD",
    );
  }

  private optimizerArgs(call: PythonCall): LibraryRecord {
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
