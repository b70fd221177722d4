import { PROGRAM_FUEL } from "../parse/limits";
import type { Range } from "../text/range";
import type { Exec } from "./code";
import { Compiler } from "./compiler";
import { ExhaustedError, ProgramError } from "./errors";
import { Frame } from "./frame";
import { Machine, type Host } from "./machine";
import { Budget, Meter } from "./meter";
import { boundBy, hoisted } from "./names";
import type { Global, Surroundings } from "./scope";
import type { Semantics } from "./semantics";
import type { Program, Statement } from "./statementTree";
import { UndecidedJump } from "./undecided";
import { Cell, Unknown, UNSET, type Variable } from "./values";

export interface RunOptions {
  readonly semantics: Semantics;
  readonly host?: Host;
  /** Values that the user gave for what is known only at run time, by its text. */
  readonly known?: ReadonlyMap<string, number>;
  /** The file; the document that is read has none, so that places in it name no file. */
  readonly uri?: string;
  /** How much work it may be; the default is some 50 ms of it. */
  readonly fuel?: number;
  /** Told before each statement of the file is run, and after it. */
  readonly onStatement?: (statement: Statement, run: ProgramRun) => void;
}

/** What stopped a statement of the file: the program's own error, or a limit. */
export interface ProgramProblem {
  readonly range: Range;
  readonly message: string;
  readonly type: string;
}

/** A file that has been run from its first statement to its last. */
export interface ProgramRun {
  readonly machine: Machine;
  readonly problems: readonly ProgramProblem[];
  readonly names: readonly string[];
  /** A variable of the file; UNSET where it has none of that name or gave it no value. */
  read(name: string): Variable;
  cell(name: string): Cell | undefined;
}

/**
 * Runs a program, statement by statement, without executing anything of the host: what only the
 * real run knows is an `Unknown`, a library's call is kept as it is. A statement that fails leaves
 * the names that it binds unknown, and the next one is run. Never throws.
 */
export function runProgram(program: Program, options: RunOptions): ProgramRun {
  const { semantics, host, known, uri } = options;
  const fuel = options.fuel ?? PROGRAM_FUEL;
  const meter = new Meter(new Budget(Date.now, fuel), fuel);
  meter.start();
  const machine = new Machine({
    semantics,
    meter,
    tracked: true,
    ...(host && { host }),
    ...(known && { known }),
  });
  const file = new FileScope(program);
  const compiler = new Compiler(machine, { text: program.text, uri, surroundings: file });
  const run = new Run(machine, file);
  const frame = new Frame([], [], [], undefined, undefined);
  for (const statement of inOrder(program)) {
    options.onStatement?.(statement, run);
    if (!run.statement(compiler, statement, frame)) break;
  }
  return run;
}

class Run implements ProgramRun {
  readonly problems: ProgramProblem[] = [];

  constructor(
    readonly machine: Machine,
    private readonly file: FileScope,
  ) {}

  get names(): readonly string[] {
    return [...this.file.cells].filter(([, cell]) => cell.value !== UNSET).map(([name]) => name);
  }

  read(name: string): Variable {
    const cell = this.file.cells.get(name);
    return cell ? cell.value : UNSET;
  }

  cell(name: string): Cell | undefined {
    return this.file.cells.get(name);
  }

  /** Runs one statement of the file; false where nothing after it can be run. */
  statement(compiler: Compiler, statement: Statement, frame: Frame): boolean {
    const { machine } = this;
    try {
      const run: Exec = compiler.statement(statement);
      run(frame);
      return true;
    } catch (error) {
      machine.depth = 0;
      machine.callSite = undefined;
      machine.journal = undefined;
      return this.failed(compiler, statement, error);
    }
  }

  private failed(compiler: Compiler, statement: Statement, error: unknown): boolean {
    const { text, uri } = compiler.unit;
    const site = compiler.site(statement);
    const isLimit = error instanceof ExhaustedError || error instanceof RangeError;
    if (!isLimit && !(error instanceof ProgramError) && !(error instanceof UndecidedJump))
      throw error;
    const line = text.slice(statement.range.start, statement.range.end).split("\n", 1)[0] ?? "";
    const cause = new Unknown(line.slice(0, 120), "runtime", site, error.message);
    this.forget(isLimit ? this.names : boundIn(statement), cause);
    if (error instanceof ProgramError || isLimit) {
      const here =
        error instanceof ProgramError && error.site?.uri === uri ? error.site : undefined;
      const range = here?.range ?? statement.range;
      const type = error instanceof ProgramError ? error.type : "TooLarge";
      this.problems.push({ range, message: error.message, type });
    }
    return !isLimit;
  }

  private forget(names: Iterable<string>, cause: Unknown): void {
    for (const name of names) {
      const cell = this.file.cells.get(name);
      if (cell) Object.assign(cell, { value: cause, place: cause.site });
    }
  }
}

/** The names that a statement may give a value. */
function boundIn(statement: Statement): ReadonlySet<string> {
  const names = new Set(hoisted([statement], true));
  if (statement.type === "declaration") {
    for (const { target } of statement.declarators) boundBy(target, (name) => names.add(name));
  }
  return names;
}

/** JavaScript defines functions before anything of a file runs. */
function inOrder({ body }: Program): readonly Statement[] {
  const isFunction = ({ type }: Statement) => type === "functionDefinition";
  return [...body.filter(isFunction), ...body.filter((one) => !isFunction(one))];
}

/** The names of a file. */
class FileScope implements Surroundings {
  readonly cells = new Map<string, Cell>();
  private readonly fixed = new Set<string>();

  constructor(program: Program) {
    for (const name of hoisted(program.body, false)) this.declare(name);
    for (const statement of program.body) this.declareOf(statement);
  }

  find(name: string): Global | undefined {
    const cell = this.cells.get(name);
    return cell && { type: "global", cell, fixed: this.fixed.has(name) };
  }

  private declare(name: string): void {
    if (!this.cells.has(name)) this.cells.set(name, new Cell(UNSET));
  }

  private declareOf(statement: Statement): void {
    if (statement.type === "functionDefinition") this.declare(statement.name.name);
    if (statement.type !== "declaration") return;
    for (const { target } of statement.declarators) {
      boundBy(target, (name) => {
        this.declare(name);
        if (statement.kind === "const") this.fixed.add(name);
      });
    }
  }
}
