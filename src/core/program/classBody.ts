import type { Eval } from "./code";
import type { Compiler } from "./compiler";
import { Frame } from "./frame";
import { givenOf } from "./machine";
import { block } from "./statements";
import type { ClassExpression } from "./tree";
import {
  Cell,
  ClassValue,
  Closure,
  Descriptor,
  isObject,
  UNSET,
  type Instance,
  type Site,
  type Value,
  type Variable,
} from "./values";
import { cellReader } from "./variables";

/** A class of the program. Its body runs like a function's; the names in it are its attributes. */
export function compileClass(compiler: Compiler, node: ClassExpression): Eval {
  const { machine } = compiler;
  const site = compiler.site(node);
  const bases = node.bases
    .filter(({ kind }) => kind === "positional")
    .map(({ value }) => compiler.expression(value));
  const body = compileBody(compiler, node);
  const cells = body.captures.map((location) => cellReader(location));
  const decorators = (node.decorators ?? []).map((decorator) => ({
    value: compiler.expression(decorator),
    text: compiler.textOf(decorator.range),
  }));
  const annotated = annotatedNames(node);
  return compiler.marked(node, (frame) => {
    const captured = cells.map((cell) => cell(frame) ?? new Cell(UNSET));
    const values = new Array<Variable | Cell>(body.size).fill(UNSET);
    const inside = new Frame(values, [], captured, undefined, undefined);
    const type = new ClassValue(
      node.name ?? "class",
      bases.map((base) => base(frame)),
      site,
      body.fields(inside),
    );
    type.annotated = annotated;
    body.run(inside);
    fillAttributes(type, body.names, inside, site);
    let value: Value = type;
    for (const { value: decorator, text } of [...decorators].reverse()) {
      const found = decorator(frame);
      if (isDataclass(found)) type.isRecord = true;
      else value = machine.call(found, givenOf([value], site), `${text}(${type.name})`);
    }
    return value;
  });
}

function isDataclass(value: Value): boolean {
  if (!isObject(value)) return false;
  const path = value.kind === "library" ? value.path : value.kind === "call" ? value.callee : "";
  return /(?:^|\.)dataclass$/.test(path);
}

function annotatedNames(node: ClassExpression): readonly string[] {
  return node.body.flatMap((statement) => {
    if (statement.type !== "assignment" || statement.annotation === undefined) return [];
    const [target] = statement.targets;
    return target?.type === "name" && !statement.annotation.includes("ClassVar")
      ? [target.name]
      : [];
  });
}

function compileBody(compiler: Compiler, node: ClassExpression) {
  return compiler.inFunction(node, [node.body, node.fields], true, (scope) => {
    compiler.hoist(node.body);
    for (const statement of node.body) {
      const isNew = statement.type === "functionDefinition" && !scope.own(statement.name.name);
      if (isNew) scope.declare(statement.name.name, false, false);
    }
    const run = block(compiler, node.body);
    const fields = (node.fields ?? []).map(({ name, value }) => ({
      name,
      value: value && compiler.expression(value),
    }));
    const initialiser = (inside: Frame) => (instance: Instance) => {
      const frame = new Frame(inside.values, [], inside.captured, instance, undefined);
      for (const { name, value } of fields) instance.attributes.set(name, value?.(frame));
    };
    return {
      run,
      names: scope.ownNames(),
      size: scope.size,
      captures: scope.captures,
      fields: initialiser,
    };
  });
}

function fillAttributes(
  type: ClassValue,
  names: readonly (readonly [string, { readonly index: number }])[],
  frame: Frame,
  site: Site,
): void {
  for (const [name, { index }] of names) {
    const held = frame.values[index];
    const value = held instanceof Cell ? held.value : held;
    if (value === UNSET) continue;
    const place = frame.places[index] ?? site;
    const slot = { use: place, place, call: undefined };
    type.attributes.entries.set(name, { key: name, value, slot, keySite: place });
    for (const method of methodsIn(value)) method.home ??= type;
  }
}

function methodsIn(value: Value): readonly Closure[] {
  if (value instanceof Closure) return [value];
  return value instanceof Descriptor && value.method instanceof Closure ? [value.method] : [];
}
