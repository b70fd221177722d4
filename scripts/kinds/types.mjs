// A shape of the core as TypeScript says it.
import { getDescription } from "valibot";
import "../typescript.mjs";

const { functionShape } = await import("../../src/core/schedule/kinds/custom.ts");
const { innerPhase } = await import("../../src/core/schedule/kinds/repeat.ts");
const { durationShape, valueShape } = await import("../../src/core/schedule/shapes.ts");
/** Shapes with a name of their own, and those that do not know what they hold. */
const NAMED = new Map([
  [durationShape, "Duration"],
  [valueShape, "Value"],
  [functionShape, "(step: number, context: CustomContext) => number"],
  [innerPhase, "Phase"],
]);

const quoted = (word) => JSON.stringify(word);
const listed = (item) => `readonly ${/[|& ]/.test(item) ? `(${item})` : item}[]`;
const WRITTEN = {
  number: () => "number",
  string: () => "string",
  boolean: () => "boolean",
  literal: ({ literal }) => quoted(literal),
  picklist: ({ options }) => options.map(quoted).join(" | "),
  array: ({ item }) => listed(typeOf(item)),
  strict_tuple: ({ items }) => `readonly [${items.map(typeOf).join(", ")}]`,
  union: ({ options }) => [...new Set(options.map(typeOf))].join(" | "),
  record: ({ value }) => `Readonly<Record<string, ${typeOf(value)}>>`,
  strict_object: ({ entries }) => `{ ${entriesOf(entries)} }`,
};

/** The type of a value of this shape. */
function typeOf(shape) {
  const base = shape.pipe?.[0] ?? shape;
  const named = NAMED.get(shape) ?? NAMED.get(base);
  if (named !== undefined) return named;
  if (base !== shape) return typeOf(base);
  const write = WRITTEN[base.type];
  if (!write) throw new Error(`scripts/kinds/types.mjs can't write the shape ${base.type}`);
  return write(base);
}

export const comment = (text) => (text === undefined ? "" : `/** ${text} */\n`);

/** The members of an interface, with what they mean. */
export function entriesOf(entries) {
  const members = Object.entries(entries).map(([key, shape]) => {
    const isOptional = shape.type === "optional";
    const inner = isOptional ? shape.wrapped : shape;
    const mark = isOptional ? "?" : "";
    return `${comment(getDescription(inner))}readonly ${key}${mark}: ${typeOf(inner)};`;
  });
  return members.join("\n");
}
