import { json } from "../environment";
import { detailed } from "./details";
import type { LintFormat } from "./format";

/** The shape that `--help` describes. */
export const jsonFormat: LintFormat = async (diagnostics) => {
  const all = await detailed(diagnostics);
  return json({
    diagnostics: all.map(({ diagnostic, fixes }) => ({
      ...diagnostic,
      ...(fixes.length > 0 && { fixes }),
    })),
  });
};
