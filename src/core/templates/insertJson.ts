import { reindent } from "../convert/splice";
import { insertItems } from "../edit/insertItems";
import { layoutOf } from "../edit/layout";
import { indentAt } from "../edit/scan";
import { entryOf, type ParsedDocument, type SourceObject } from "../parse/sourceValue";
import { namedSources } from "../schedule/read";
import type { TextEdit } from "../text/range";
import type { NamedRecipe } from "./insert";
import { definitionText } from "./recipe";

/** As a new entry of `schedules`; a file of one schedule becomes one of several. */
export function insertIntoJson(document: ParsedDocument, recipe: NamedRecipe): TextEdit[] {
  const root = document.roots[0]?.value;
  const { text } = document;
  if (root?.type !== "object")
    return [{ range: { start: 0, end: text.length }, text: recipe.json }];
  const schedules = entryOf(root, "schedules")?.value;
  const taken = new Set(namedSources(document, []).map(({ name }) => name));
  const name = unused(recipe.title, taken);
  if (schedules?.type === "object") return intoSchedules(text, schedules, name, recipe);
  return wrapped(document, root, name, recipe);
}

function intoSchedules(
  text: string,
  schedules: SourceObject,
  name: string,
  { json }: NamedRecipe,
): TextEdit[] {
  const layout = layoutOf(text, schedules.range.start);
  if (!layout) throw new Error("Fix the errors in the file first.");
  const last = layout.items.at(-1);
  const indent = last ? indentAt(text, last.start) : `${indentAt(text, layout.open)}  `;
  const entry = `${JSON.stringify(name)}: ${reindent(definitionText(json), "", indent)}`;
  return insertItems(text, layout, layout.items.length, [entry]);
}

/** The schedule that is there keeps its text; its name becomes its key too. */
function wrapped(
  document: ParsedDocument,
  root: SourceObject,
  name: string,
  { json }: NamedRecipe,
): TextEdit[] {
  const [present] = namedSources(document, []);
  const { start, end } = root.range;
  const key = JSON.stringify(present?.name ?? "schedule");
  const added = `${JSON.stringify(name)}: ${reindent(definitionText(json), "", "    ")}`;
  return [
    { range: { start, end: start }, text: `{\n  "schedules": {\n    ${key}: ` },
    { range: { start: end, end }, text: `,\n    ${added}\n  }\n}` },
  ];
}

function unused(name: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? name : `${name} ${count}`;
    if (!taken.has(candidate)) return candidate;
  }
}
