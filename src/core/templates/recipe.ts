import { parseJson } from "../parse/json";
import type { SourceObject } from "../parse/sourceValue";

/** A recipe's text in JSON, taken apart. */
export interface Recipe {
  /** The comments above the definition, which cite it; each line with its slashes. */
  readonly comments: readonly string[];
  /** The definition's own text, from brace to brace. */
  readonly body: string;
  readonly source: SourceObject;
}

/** Throws where the text holds no definition. */
export function readRecipe(text: string): Recipe {
  const [root] = parseJson(text).roots;
  if (root?.value.type !== "object") throw new Error("This is no template.");
  const { start, end } = root.value.range;
  const comments = text
    .slice(0, start)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "");
  return { comments, body: text.slice(start, end), source: root.value };
}
