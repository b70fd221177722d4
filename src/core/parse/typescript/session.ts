import type { Range } from "../../text/range";
import { Compiler } from "../../program/compiler";
import { OpenError } from "../../program/errors";
import { compileCode } from "../../program/functions";
import { Machine } from "../../program/machine";
import { Budget, Meter } from "../../program/meter";
import type { Global, Surroundings } from "../../program/scope";
import { typescriptSemantics } from "../../program/typescript/semantics";
import {
  Cell,
  Closure as Compiled,
  Unknown,
  UNSET,
  type Site as Place,
  type Value,
} from "../../program/values";
import { functionValue, Lowering } from "../../syntax/typescript/lower";
import { rangeOf, type SyntaxNode } from "../syntaxTree";
import { libraryHost } from "./libraryHost";
import type { Site, SourceModule } from "./module";
import { outerValue } from "./outerValue";
import type { Reading } from "./reading";
import { Trace } from "./trace";
import type { Closure } from "./value";

interface SessionOptions {
  readonly reading: Reading;
  /** Values remember where they come from; those of functions of a step do not. */
  readonly tracked: boolean;
  /** Where an error in an imported helper is shown in this document. */
  readonly blame?: Range | undefined;
}

/** A function of the file, compiled. */
interface Helper {
  /** Its variable. It may call itself: then it is filled once it is compiled. */
  readonly cell: Cell;
  readonly around: Around;
  /** What compiling it depended on. */
  readonly trace: Trace;
}

/** The file's functions share what they may take; a file of a thousand cannot take a thousandfold. */
const budgets = new WeakMap<Reading, Budget>();

function budgetOf(reading: Reading): Budget {
  const known = budgets.get(reading) ?? new Budget();
  budgets.set(reading, known);
  return known;
}

/** What a part of a document is computed in: the evaluator, and the functions that it has compiled. */
export class Session {
  readonly reading: Reading;
  readonly tracked: boolean;
  readonly machine: Machine;
  private blame: Range | undefined;
  private readonly helpers = new WeakMap<SourceModule, Map<number, Helper>>();

  constructor({ reading, tracked, blame }: SessionOptions) {
    this.reading = reading;
    this.tracked = tracked;
    this.blame = blame;
    this.machine = new Machine({
      semantics: typescriptSemantics,
      meter: new Meter(budgetOf(reading)),
      host: libraryHost,
      known: reading.known,
      tracked,
      sealed: true,
    });
  }

  /** Runs within the limits of one call, whatever was left behind by one that failed. */
  run(compute: () => Value): Value {
    const { machine } = this;
    machine.begin();
    machine.callSite = undefined;
    machine.journal = undefined;
    machine.meter.start();
    try {
      return compute();
    } finally {
      machine.meter.stop();
    }
  }

  /** What only the running program knows. A function of a step cannot go on with it. */
  unknown(symbol: string, reason: Unknown["reason"], place: Place): Unknown {
    if (!this.tracked) throw new OpenError(symbol, reason, place);
    return new Unknown(symbol, reason, place);
  }

  /** A compiler of the code at `site`. */
  compiler(around: Around, { module }: Site): Compiler {
    const isHere = module.uri === undefined;
    const blame = isHere || this.tracked ? undefined : this.blame;
    const unit = { text: module.text, uri: module.uri, surroundings: around, blame };
    return new Compiler(this.machine, unit);
  }

  /** A function of the file, compiled once. */
  helper(closure: Closure, use: Range): Helper {
    const { node, site } = closure;
    const helpers = this.helpers.get(site.module) ?? new Map<number, Helper>();
    this.helpers.set(site.module, helpers);
    const known = helpers.get(node.id);
    if (known) {
      this.reading.tracer.absorb(known.trace);
      return known;
    }
    const trace = new Trace();
    const helper = { cell: new Cell(UNSET), around: new Around(this, node, site), trace };
    helpers.set(node.id, helper);
    const { blame } = this;
    this.blame ??= use;
    try {
      const compiled = this.reading.tracer.run(() => {
        this.compile(closure, helper);
      });
      trace.absorb(compiled.trace);
    } finally {
      this.blame = blame;
    }
    return helper;
  }

  private compile({ node, site }: Closure, { cell, around }: Helper): void {
    const compiler = this.compiler(around, site);
    const { code } = compileCode(compiler, functionValue(new Lowering(site.module.text), node));
    cell.value = new Compiled(code, [], undefined);
    cell.place = compiler.site({ range: rangeOf(node) });
  }
}

interface OpenName {
  /** Where it was asked for. */
  readonly range: Range;
  readonly value: Unknown;
}

/** What is known around a piece of code: looked up in the file once, and then kept. */
export class Around implements Surroundings {
  /** Names that only the running program knows. */
  readonly open: OpenName[] = [];
  private readonly found = new Map<string, Global | undefined>();

  constructor(
    private readonly session: Session,
    private readonly node: SyntaxNode,
    private readonly site: Site,
  ) {}

  find(name: string, range?: Range): Global | undefined {
    if (this.found.has(name) || !range) return this.found.get(name);
    const use = this.node.descendantForIndex(range.start, range.end) ?? this.node;
    const { cell, open } = outerValue(this.session, name, use, this.site);
    const global = cell && ({ type: "global", cell, fixed: true } as const);
    this.found.set(name, global);
    for (const value of open) this.open.push({ range, value });
    return global;
  }
}
