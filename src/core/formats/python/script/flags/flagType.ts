import { booleanValue, none, numberValue, textValue, type Value } from "../value";

/** What a flag makes of a text: `literal` reads it as Python would, as fire does. */
export type FlagType = "float" | "int" | "text" | "boolean" | "literal";

const YES = /^(?:true|t|yes|y|on|1)$/i;
const NO = /^(?:false|f|no|n|off|0)$/i;

/** A text as a flag of this type takes it; undefined where it would be refused. */
export function readAs(type: FlagType, written: string): Value | undefined {
  const number = written.trim() === "" ? NaN : Number(written.replaceAll("_", ""));
  switch (type) {
    case "text":
      return textValue(written);
    case "float":
      return Number.isNaN(number) ? undefined : numberValue(number, true);
    case "int":
      return Number.isInteger(number) ? numberValue(number) : undefined;
    case "boolean":
      return YES.test(written) || NO.test(written) ? booleanValue(YES.test(written)) : undefined;
    case "literal":
      return literal(written, number);
  }
}

function literal(written: string, number: number): Value | undefined {
  if (!Number.isNaN(number)) return numberValue(number, /[.eE]/.test(written));
  if (written === "None") return none;
  if (written === "True" || written === "False") return booleanValue(written === "True");
  return /^[[({]/.test(written) ? undefined : textValue(written);
}

/** A default as a flag of this type has it, its literal kept: `default="1e-3"` of a float. */
export function typedDefault(type: FlagType | undefined, value: Value): Value {
  if (value.type !== "text" && value.type !== "number") return value;
  if (type !== "float" && type !== "int") return value;
  const read = readAs(type, String(value.value));
  const { literal: range, elsewhere } = value;
  return read
    ? { ...read, ...(range && { literal: range }), ...(elsewhere && { elsewhere }) }
    : value;
}

const ANNOTATIONS: Readonly<Record<string, FlagType>> = {
  float: "float",
  int: "int",
  str: "text",
  bool: "boolean",
  Literal: "text",
  Path: "text",
};
const AROUND = new Set(["typing", "t", "Optional", "Union", "Annotated", "None", "Final"]);

/** `float`, `Optional[float]`, `Annotated[float, …]`, `float | None`; undefined for all else. */
export function annotatedType(annotation: string | undefined): FlagType | undefined {
  const names = annotation?.match(/[A-Za-z_]\w*/g) ?? [];
  const name = names.find((one) => !AROUND.has(one));
  return name !== undefined && Object.hasOwn(ANNOTATIONS, name) ? ANNOTATIONS[name] : undefined;
}

/** The type of a flag of which only the default is known. */
export function typeOfDefault(value: Value | undefined): FlagType | undefined {
  if (value?.type === "number") return value.float ? "float" : "int";
  if (value?.type === "boolean" || value?.type === "text") return value.type;
  return undefined;
}

const NAMED: Readonly<Record<string, FlagType>> = {
  "builtins.float": "float",
  "builtins.int": "int",
  "builtins.str": "text",
  "builtins.bool": "boolean",
  "click.FLOAT": "float",
  "click.FloatRange": "float",
  "click.INT": "int",
  "click.IntRange": "int",
  "click.STRING": "text",
  "click.Choice": "text",
  "click.Path": "text",
  "click.BOOL": "boolean",
};

/** The type that `type=float` or `type=click.IntRange(1)` names; undefined for a function's. */
export function namedType(value: Value): FlagType | undefined {
  const path = value.type === "library" || value.type === "object" ? value.path : "";
  const name = path.replace(/^(?:rich_)?click\.(?:types\.)?/, "click.");
  return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
}
