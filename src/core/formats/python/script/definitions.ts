import type { ClassExpression, FunctionExpression } from "../../../program/tree";
import type { ClassStatement } from "../../../program/statementTree";
import { clickParameters } from "./flags/click";
import { wrappedConfig } from "./flags/commandLine";
import { typerCommand, typerDefault } from "./flags/parameters";
import { hydraConfig } from "./hydra/main";
import { spelled, type Machine } from "./machine";
import { newScope } from "./scope";
import type { ClassValue, FunctionValue, Scope, Value } from "./value";

/** The function that a definition makes. */
export function functionValue(
  machine: Machine,
  node: FunctionExpression,
  scope: Scope,
): FunctionValue {
  const plain = (): FunctionValue["defaults"] =>
    node.parameters.map((one) => one.default && machine.evaluate(one.default, scope));
  const defaults = (): FunctionValue["defaults"] => ofCommandLine(machine, node, scope, plain());
  if (!node.late) return { type: "function", node, scope, defaults: defaults() };
  // literals are the same whenever they are read
  let read: FunctionValue["defaults"] | undefined;
  return {
    type: "function",
    node,
    scope,
    get defaults() {
      return (read ??= defaults());
    },
  };
}

/** What the command line gives to the parameters of a function that click or typer calls. */
function ofCommandLine(
  machine: Machine,
  node: FunctionExpression,
  scope: Scope,
  defaults: FunctionValue["defaults"],
): FunctionValue["defaults"] {
  const decorators = node.decorators ?? [];
  const clicked = decorators.length > 0 ? clickParameters(machine, node, scope) : undefined;
  const command = {
    ...typerCommand(machine, decorators, scope),
    name: node.name ?? "",
    scope,
  };
  const configured =
    decorators.length > 0
      ? (wrappedConfig(machine, node, scope) ?? hydraConfig(machine, node, scope))
      : undefined;
  return node.parameters.map((parameter, index) => {
    if (index === 0 && configured) return configured;
    const { target } = parameter;
    const option = target.type === "name" ? clicked?.get(target.name) : undefined;
    return option ?? typerDefault(machine, parameter, defaults[index], command);
  });
}

/** The class that a statement makes; where it has methods alone, they are made when one is asked for. */
export function classValue(
  machine: Machine,
  { value: node, name: { name } }: ClassStatement,
  scope: Scope,
): ClassValue {
  const bases = node.bases
    .filter(({ kind }) => kind === "positional")
    .map(({ value }) => machine.evaluate(value, scope));
  const members = (): Map<string, Value> => {
    const inner = newScope(scope);
    machine.execute(node.body, inner);
    return inner.names;
  };
  const fields = fieldsOf(node, bases);
  const dataclass = isDataclass(node, bases, scope);
  const { late } = node;
  if (!late)
    return { type: "class", name, node, bases, scope, fields, dataclass, members: members() };
  let read: Map<string, Value> | undefined;
  return {
    type: "class",
    name,
    node,
    bases,
    scope,
    fields,
    dataclass,
    get members() {
      return (read ??= machine.journal.apart(members));
    },
    mayHave: (member) => (read ?? late).has(member),
  };
}

function fieldsOf(node: ClassExpression, bases: readonly Value[]): readonly string[] {
  const inherited = bases.flatMap((base) => (base.type === "class" ? base.fields : []));
  if (node.late) return inherited;
  const own = node.body.flatMap((part) => {
    const [target] =
      part.type === "assignment" && part.annotation !== undefined ? part.targets : [];
    return target?.type === "name" ? [target.name] : [];
  });
  return [...new Set([...inherited, ...own])];
}

function isDataclass(node: ClassExpression, bases: readonly Value[], scope: Scope): boolean {
  return (
    bases.some((base) => base.type === "library" && base.path.endsWith("NamedTuple")) ||
    node.decorators?.some((one) =>
      /dataclass|^(?:attr\.)?s$|define/.test(spelled(scope, one.range)),
    ) === true ||
    bases.some((base) => (base.type === "class" ? base.dataclass : isModel(base)))
  );
}

/** Pydantic's models take their fields as dataclasses do. */
const isModel = (base: Value): boolean =>
  base.type === "library" && /^pydantic.*\.BaseModel$|BaseSettings$/.test(base.path);
