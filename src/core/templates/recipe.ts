import { parseJson } from "../parse/json";

/** The definition in a recipe's text, from brace to brace. Throws where it holds none. */
export function definitionText(json: string): string {
  const [root] = parseJson(json).roots;
  if (root?.value.type !== "object") throw new Error("This is no template.");
  return json.slice(root.value.range.start, root.value.range.end);
}
