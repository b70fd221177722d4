import { toTypeScript } from "../convert/toTypeScript";
import { parseJson } from "../parse/json";

/** A recipe as a statement of a TypeScript module, with the names that it must import. */
export interface TypeScriptText {
  /** Above the statement: what cites the recipe. */
  readonly comments: string;
  /** The constant's name. */
  readonly constant: string;
  /** What follows `export const name`. */
  readonly definition: string;
  readonly imports: readonly string[];
}

const MODULE =
  /^([\s\S]*?)import \{ (.*) \} from "learning-rate-designer";\n\nexport const ([\w$]+)([\s\S]*)$/;

/** A recipe in JSON as a whole module. Throws where it cannot be one. */
export function typescriptModule(json: string): string {
  const conversion = toTypeScript(parseJson(json));
  if ("reason" in conversion) throw new Error(conversion.reason);
  return conversion.text;
}

/** The same, taken apart to be put into another module. */
export function typescriptText(json: string): TypeScriptText {
  const [, comments, imports, constant, definition] = MODULE.exec(typescriptModule(json)) ?? [];
  if (comments === undefined || !imports || !constant || !definition)
    throw new Error("This is no template.");
  return { comments, constant, definition, imports: imports.split(", ") };
}

export const importStatement = (names: readonly string[]): string =>
  `import { ${names.join(", ")} } from "learning-rate-designer";`;
