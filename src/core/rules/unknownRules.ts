import type { ParsedDocument } from "../parse/sourceValue";
import type { Problem } from "../problem";
import { closest } from "../schedule/suggest";
import { directivesOf } from "./suppress";
import { rules } from "./table";
import { t } from "../text/words";

const IDS: readonly string[] = rules.map(({ id }) => id);

/** Names in comments that are a slip away from a rule's: they would suppress nothing, unseen. */
export function unknownRules(document: ParsedDocument): Problem[] {
  return directivesOf(document).flatMap(({ names }) =>
    names.flatMap(({ name, range }): Problem[] => {
      const meant = IDS.includes(name) ? undefined : closest(name, IDS);
      if (meant === undefined) return [];
      return [
        {
          code: "unknown-rule",
          severity: "information",
          message: t`There is no rule "${name}". Did you mean "${meant}"?`,
          why: t("A comment that names no rule suppresses nothing."),
          range,
          fixes: [
            { title: t`Change to "${meant}"`, edits: [{ range, text: meant }], preferred: true },
          ],
        },
      ];
    }),
  );
}
