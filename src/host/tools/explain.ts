import { l10n } from "vscode";
import { readLogAt } from "../recordings";
import { analyzedAt, placeOf, scheduleNamed } from "./files";
import type { AssistantTool } from "./tool";

const MOST_BYTES = 256_000_000;

/** Why the rates that a run logged differ from its plan. */
export const explain: AssistantTool = {
  name: "learningRateDesigner_explain",
  get doing() {
    return l10n.t("Comparing a log with its plan");
  },
  async answer(input, analyses, token) {
    const { runs, format } = await readLogAt(await placeOf(input.text("log"), MOST_BYTES));
    const core = await import("../lazy/recordings");
    const wanted = input.optionalText("run");
    const run = wanted === undefined ? runs.at(-1) : runs.find(({ name }) => name === wanted);
    const known = runs.map(({ name }) => `"${name}"`).join(", ");
    if (!run) throw new Error(`There is no such run; the log has ${known || "none"}.`);
    const series = run.series.get("learningRate");
    if (!series) throw new Error(core.missingRate(format));
    const file = input.optionalText("file");
    if (file === undefined) return JSON.stringify(core.planBehind(run, series), undefined, 1);
    const analyzed = await analyzedAt(file, analyses, token);
    const plan = core.planOf(scheduleNamed(analyzed, input.optionalText("schedule")).schedule);
    if (!plan) throw new Error("The schedule has no learning rate.");
    const explanation = core.explain(plan, series);
    return JSON.stringify({ sentence: core.sentenceOf(explanation), ...explanation }, undefined, 1);
  },
};
