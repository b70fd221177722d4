import type { Parameter } from "../../../program/tree";
import type { Machine } from "./machine";
import {
  asFlag,
  listValue,
  none,
  unknownFrom,
  type FunctionValue,
  type Given,
  type Scope,
  type Value,
} from "./value";

/** The name of a plain parameter. */
export const nameOf = ({ target }: Parameter): string | undefined =>
  target.type === "name" ? target.name : undefined;

/** Binds the arguments of a call to a function's parameters; what is missing is unknown. */
export function bindParameters(
  machine: Machine,
  { node, self, owner, defaults, scope: outer }: FunctionValue,
  given: Given,
  scope: Scope,
): void {
  const positional = self
    ? [{ value: self, range: given.range }, ...given.positional]
    : given.positional;
  const taken = new Set<string>();
  let next = 0;
  const bound = new Map<string, Value>();
  node.parameters.forEach((parameter, index) => {
    const name = nameOf(parameter) ?? "";
    if (parameter.kind === "rest") {
      bound.set(
        name,
        listValue(
          positional.slice(next).map(({ value }) => value),
          true,
        ),
      );
      next = positional.length;
    } else if (parameter.kind === "keywords") {
      bound.set(name, moreKeywords(given, taken) ?? machine.unknown(name, parameter.range));
    } else {
      const place = parameter.keywordOnly === true ? undefined : positional[next];
      if (place) next += 1;
      taken.add(name);
      const value = given.keywords.get(name)?.value ?? place?.value;
      bound.set(
        name,
        value ??
          missingValue(machine, {
            parameter,
            name,
            callee: node.name === "__init__" && owner ? owner.name : (node.name ?? ""),
            place: parameter.keywordOnly === true ? -1 : index - (self ? 1 : 0),
            default: defaults[index],
            given,
            own: outer.own,
          }),
      );
    }
  });
  for (const [name, value] of bound) scope.names.set(name, value);
  if (owner) {
    scope.names.set("__class__", owner);
    scope.names.set("#self", self ?? none);
  }
  if (self?.type === "instance" && node.name === "__init__")
    machine.findings.constructed.set(self.attributes, bound);
}

/** What `**kwargs` holds; undefined where only another file, or the run, knows. */
function moreKeywords(
  { keywords, open, uncalled }: Given,
  taken: ReadonlySet<string>,
): Value | undefined {
  const rest = [...keywords].filter(([key]) => !taken.has(key));
  if (rest.length === 0 && (open || uncalled)) return undefined;
  return { type: "dict", entries: new Map(rest.map(([key, { value }]) => [key, value])) };
}

interface Missing {
  readonly parameter: Parameter;
  readonly name: string;
  /** The function, or the class whose constructor it is. */
  readonly callee: string;
  /** Which of the positional arguments gives it; -1 where none does. */
  readonly place: number;
  readonly default: Value | undefined;
  readonly given: Given;
  readonly own: boolean;
}

function missingValue(machine: Machine, missing: Missing): Value {
  const { parameter, name, given, own } = missing;
  if (given.open) return unknownFrom([given.open], name, given.open.range);
  const usual = missing.default;
  if (usual && !given.uncalled) return usual;
  if (usual && !(own && machine.writtenCalls.give(missing.callee, missing))) return asFlag(usual);
  return machine.unknown(name, own ? parameter.range : given.range);
}
