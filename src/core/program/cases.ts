import { BREAK, NORMAL, type Completion, type Exec } from "./code";
import type { Compiler } from "./compiler";
import { ProgramError } from "./errors";
import type { Frame } from "./frame";
import { compilePattern } from "./patterns";
import { block, declareName, inner } from "./statements";
import type { Switch, Try } from "./statementTree";
import { undecidedStatement } from "./undecided";
import { Dict, isOpen, type Value } from "./values";

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

/** Errors of the program are caught; what a library may throw is not known. */
export function compileTry(compiler: Compiler, node: Try): Exec {
  const { machine } = compiler;
  const body = inner(compiler, node.body);
  const handlers = node.handlers.map(({ target, body: inside }) =>
    compiler.scope.inBlock(() => ({
      write: target && compilePattern(compiler, target, declareName("let")),
      run: inner(compiler, inside),
    })),
  );
  const otherwise = node.otherwise && inner(compiler, node.otherwise);
  const last = node.finally && inner(compiler, node.finally);
  const caught = (frame: Frame, error: ProgramError): Completion => {
    const [handler] = handlers;
    if (!handler) throw error;
    handler.write?.(frame, error.value ?? Dict.of([["message", error.message]]), error.site);
    return handler.run(frame);
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
