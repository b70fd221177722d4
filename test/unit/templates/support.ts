import { readFileSync } from "node:fs";
import path from "node:path";
import type { Analysis } from "../../../src/core/analysis";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { templatePath, templates } from "../../../src/host/templates";
import { parser } from "../parse/parser";

const ROOT = path.resolve(import.meta.dirname, "../../..");

export const recipes = templates.map((template) => ({
  template,
  json: readFileSync(path.join(ROOT, ...templatePath(template, "json")), "utf8"),
}));

export const recipe = (file: string): string =>
  recipes.find(({ template }) => template.file === file)?.json ?? "";

export const read = (text: string, language: "json" | "typescript"): Analysis =>
  analyze(language === "json" ? parseJson(text) : parseTypeScript(text, parser));

export function only(analysis: Analysis): Schedule {
  const [found, another] = analysis.schedules;
  if (!found?.schedule || another) throw new Error("not one schedule");
  return found.schedule;
}

/** The values of all tracks at some steps: what a schedule is. */
export const values = (schedule: Schedule | undefined) =>
  schedule &&
  [...schedule.tracks].map(([name, { curve }]) => [
    name,
    ...[0, 0.07, 0.33, 0.5, 0.81, 0.999].map((share) =>
      curve.at(Math.floor(share * (schedule.length - 1))),
    ),
  ]);
