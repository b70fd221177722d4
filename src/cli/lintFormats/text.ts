import { lineText } from "../textPlaces";
import { type LintFormat, summary } from "./format";

/** For people, and for editors that jump to `file:line:column`. */
export const text: LintFormat = (diagnostics) =>
  [
    ...diagnostics.map(
      (d) => `${d.file}:${lineText(d)}:${d.column}: ${d.severity}: ${d.message} [${d.code}]`,
    ),
    summary(diagnostics),
  ].join("\n");
