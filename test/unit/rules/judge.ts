import { applyChanges } from "../../../src/core/edit/applyChanges";
import { parseJson } from "../../../src/core/parse/json";
import type {
  ParsedDocument,
  SourceObject,
  SourceValue,
} from "../../../src/core/parse/sourceValue";
import type { Problem } from "../../../src/core/problem";
import { checkSchedule } from "../../../src/core/rules/check";
import type { CheckContext, Rule, RuleSettings } from "../../../src/core/rules/rule";
import { buildSchedule } from "../../../src/core/schedule/build";
import type { Issue } from "../../../src/core/schedule/issue";
import { applyTextEdits } from "../edit/applyTextEdits";

export function plain(value: SourceValue): unknown {
  switch (value.type) {
    case "array":
      return value.items.map(plain);
    case "object": {
      const record = Object.create(null) as Record<string, unknown>;
      for (const entry of value.entries) record[entry.key] = plain(entry.value);
      return record;
    }
    case "null":
      return null;
    case "number":
    case "string":
    case "boolean":
      return value.value;
    default:
      throw new Error(`no ${value.type} in a test`);
  }
}

export interface Judged {
  readonly document: ParsedDocument;
  readonly source: SourceObject;
  readonly context: CheckContext;
  readonly issues: readonly Issue[];
}

/** A definition, as text or as an object, read and built. */
export function read(definition: unknown): Judged {
  const text = typeof definition === "string" ? definition : JSON.stringify(definition, null, 2);
  return readDocument(parseJson(text));
}

export function readDocument(document: ParsedDocument): Judged {
  const source = document.roots[0]?.value;
  if (source?.type !== "object") throw new Error("no definition in the text");
  const { schedule, issues } = buildSchedule(plain(source));
  if (schedule === undefined) throw new Error(`not built: ${JSON.stringify(issues)}`);
  const ownKeys = new Set(source.entries.map(({ key }) => key));
  const context = { document, source, schedule, definition: schedule.definition, ownKeys };
  return { document, source, context, issues };
}

/** What all rules say, or one of them. */
export const problemsOf = (definition: unknown, rule?: Rule, settings?: RuleSettings): Problem[] =>
  checkSchedule(read(definition).context, settings, rule && [rule]);

/** The text under each finding of a rule. */
export function markedBy(rule: Rule, definition: unknown): string[] {
  const { context, document } = read(definition);
  return checkSchedule(context, {}, [rule]).map(({ range }) =>
    document.text.slice(range.start, range.end),
  );
}

/** The definition after the fix with this number (the first if left out) of the only finding. */
export function fixed(rule: Rule, definition: unknown, index = 0): string {
  const { context, document } = read(definition);
  const [problem] = checkSchedule(context, {}, [rule]);
  const fix = problem?.fixes[index];
  if (fix === undefined) throw new Error(`no fix ${index} of ${rule.id}`);
  return applyTextEdits(document.text, fix.edits);
}

/** Fix plans that the text refuses, with the reason; rules must not plan what JSON cannot do. */
export function refusals(rule: Rule, definition: unknown): string[] {
  const { context, document, source } = read(definition);
  return rule
    .check(context)
    .flatMap(({ fixes }) => fixes)
    .flatMap(({ title, changes }) => {
      const { refusal } = applyChanges(document, source, changes);
      return refusal ? [`${title}: ${refusal.reason}`] : [];
    });
}
