import type { NewValue } from "../edit/change";
import { write, writeKey, type Dialect } from "../edit/dialect";
import { plainObject } from "../schedule/plain";
import { readRecipe } from "./recipe";

const PACKAGE = "learning-rate-designer";
export const DEFINE = "defineSchedule";

/** A recipe as a statement of a TypeScript module, with the names that it must import. */
export interface TypeScriptText {
  readonly comments: readonly string[];
  readonly statement: string;
  readonly imports: readonly string[];
}

/** Writes a recipe in JSON as `export const name = defineSchedule({ … });`, with builders. */
export function typescriptText(json: string, name: string): TypeScriptText {
  const { comments, source } = readRecipe(json);
  const used = new Set<string>([DEFINE]);
  const nameOf = (kind: string): string => {
    used.add(kind);
    return kind;
  };
  const dialect: Dialect = {
    language: "typescript",
    quote: '"',
    builders: { nameOf, imports: () => [] },
  };
  const entries = Object.entries(plainObject(source)).map(
    ([key, value]) => `  ${writeKey(key, dialect)}: ${write(value as NewValue, dialect, "  ")},`,
  );
  const statement = [`export const ${name} = ${DEFINE}({`, ...entries, "});"].join("\n");
  return { comments, statement, imports: [...used].sort() };
}

/** The whole module. */
export function typescriptModule(json: string, name: string): string {
  const { comments, statement, imports } = typescriptText(json, name);
  const from = importStatement(imports);
  return [...comments, from, "", statement, ""].join("\n");
}

export const importStatement = (names: readonly string[]): string =>
  `import { ${names.join(", ")} } from "${PACKAGE}";`;

/** A name for a constant: "bert-finetuning" becomes `bertFinetuning`. */
export const constantName = (file: string): string =>
  file.replace(/[^a-z\d]+([a-z\d])/gi, (_, letter: string) => letter.toUpperCase());
