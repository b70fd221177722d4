import { BREAK, NORMAL, type Completion, type Exec } from "./code";
import type { Compiler } from "./compiler";
import { ProgramError } from "./errors";
import type { Frame } from "./frame";
import { compilePattern } from "./patterns";
import { block, declareName, inner } from "./statements";
import type { MatchPattern, Match, Switch, Try } from "./statementTree";
import { undecidedStatement } from "./undecided";
import { Dict, isObject, isOpen, type Open, type Value } from "./values";

/** Falls through from the case that is equal, or from the default. */
export function compileSwitch(compiler: Compiler, node: Switch): Exec {
  const { machine } = compiler;
  const subject = compiler.expression(node.subject);
  const site = compiler.site(node.subject);
  const condition = compiler.textOf(node.subject.range);
  return compiler.scope.inBlock(() => {
    const cases = node.cases.map(({ test, range }) => ({
      test: test && compiler.expression(test),
      site: compiler.site(test ?? { range }),
    }));
    const bodies = node.cases.map(({ body }) => block(compiler, body));
    const from =
      (start: number): Exec =>
      (frame) => {
        for (let index = start; index < bodies.length; index++) {
          const completion = bodies[index]?.(frame) ?? NORMAL;
          if (completion === BREAK && frame.label === undefined) return NORMAL;
          if (completion !== NORMAL) return completion;
        }
        return NORMAL;
      };
    const last = cases.findIndex(({ test }) => !test);
    const chosen = (frame: Frame, sought: Value, index: number): Completion => {
      const one = cases[index];
      if (!one) return last < 0 ? NORMAL : from(last)(frame);
      if (!one.test) return chosen(frame, sought, index + 1);
      const value = one.test(frame);
      const equal = machine.lift([sought, value], ([a, b]) =>
        machine.semantics.compare(machine, "===", a, b, one.site),
      );
      if (equal === true) return from(index)(frame);
      if (!isOpen(equal)) return chosen(frame, sought, index + 1);
      const text = `${condition} === ${compiler.textOf(one.site.range)}`;
      return undecidedStatement(
        compiler,
        { condition: text, site, open: equal },
        frame,
        from(index),
        (inside) => chosen(inside, sought, index + 1),
      );
    };
    return (frame) => chosen(frame, subject(frame), 0);
  });
}

export function compileMatch(compiler: Compiler, node: Match): Exec {
  const { machine } = compiler;
  const subject = compiler.expression(node.subject);
  const site = compiler.site(node.subject);
  const text = compiler.textOf(node.subject.range);
  const cases = node.cases.map(({ pattern, guard, body, range }) => ({
    matches: compileMatching(compiler, pattern),
    guard: guard && compiler.expression(guard),
    body: inner(compiler, body),
    label: `${text}: ${compiler.textOf(range).split(":", 1)[0] ?? ""}`,
  }));
  const run = (frame: Frame, value: Value, index: number): Completion => {
    const one = cases[index];
    if (!one) return NORMAL;
    let truth = one.matches(frame, value);
    if (truth === true && one.guard) truth = machine.truth(one.guard(frame));
    if (truth === true) return one.body(frame);
    if (truth === false) return run(frame, value, index + 1);
    const question = { condition: one.label, site, open: truth };
    return undecidedStatement(compiler, question, frame, one.body, (inside) =>
      run(inside, value, index + 1),
    );
  };
  return (frame) => run(frame, subject(frame), 0);
}

type Matching = (frame: Frame, value: Value) => boolean | Open;

function compileMatching(compiler: Compiler, pattern: MatchPattern): Matching {
  const { machine } = compiler;
  switch (pattern.type) {
    case "any": {
      const write = pattern.name && compilePattern(compiler, pattern.name);
      return (frame, value) => {
        write?.(frame, value, machine.place);
        return true;
      };
    }
    case "value": {
      const expected = compiler.expression(pattern.value);
      const site = compiler.site(pattern.value);
      return (frame, value) =>
        machine.truth(
          machine.lift([value, expected(frame)], ([a, b]) =>
            machine.semantics.compare(machine, "==", a, b, site),
          ),
        );
    }
    case "or": {
      const options = pattern.options.map((option) => compileMatching(compiler, option));
      return (frame, value) => {
        let open: Open | undefined;
        for (const option of options) {
          const truth = option(frame, value);
          if (truth === true) return true;
          if (truth !== false) open ??= truth;
        }
        return open ?? false;
      };
    }
    case "unsupported": {
      const site = compiler.site(pattern);
      return () => {
        const value = machine.unknown(pattern.text, site, pattern.reason);
        return isOpen(value) ? value : false;
      };
    }
  }
}

/** Errors of the program are caught by their class's name; what a library may raise is not known. */
export function compileTry(compiler: Compiler, node: Try): Exec {
  const { machine } = compiler;
  const body = inner(compiler, node.body);
  const handlers = node.handlers.map(({ type, target, body: inside }) =>
    compiler.python
      ? {
          type: type && compiler.expression(type),
          write: target && compilePattern(compiler, target),
          run: inner(compiler, inside),
        }
      : compiler.scope.inBlock(() => ({
          type: undefined,
          write: target && compilePattern(compiler, target, declareName("let")),
          run: inner(compiler, inside),
        })),
  );
  const otherwise = node.otherwise && inner(compiler, node.otherwise);
  const last = node.finally && inner(compiler, node.finally);
  const caught = (frame: Frame, error: ProgramError): Completion => {
    for (const { type, write, run } of handlers) {
      const wanted = type?.(frame);
      if (type && !catches(wanted, error)) continue;
      write?.(frame, error.value ?? Dict.of([["message", error.message]]), error.site);
      return run(frame);
    }
    throw error;
  };
  return (frame) => {
    const { depth } = machine;
    let completion: Completion;
    try {
      completion = body(frame);
      if (completion === NORMAL && otherwise) completion = otherwise(frame);
    } catch (error) {
      if (!(error instanceof ProgramError)) throw error;
      machine.depth = depth;
      completion = caught(frame, error);
    }
    const ending = last?.(frame) ?? NORMAL;
    return ending === NORMAL ? completion : ending;
  };
}

function catches(wanted: Value, error: ProgramError): boolean {
  if (!isObject(wanted)) return true;
  if (wanted.kind === "list") return wanted.items.some((one) => catches(one, error));
  if (wanted.kind !== "library") return true;
  const name = wanted.path.slice(wanted.path.lastIndexOf(".") + 1);
  return (
    name === error.type ||
    ANCESTORS.get(name)?.has(error.type) === true ||
    name === "Exception" ||
    name === "BaseException"
  );
}

const ANCESTORS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["ArithmeticError", new Set(["ZeroDivisionError", "OverflowError", "FloatingPointError"])],
  ["LookupError", new Set(["KeyError", "IndexError"])],
]);
