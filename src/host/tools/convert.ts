import { l10n } from "vscode";
import { written } from "../code/written";
import { analyzedAt, scheduleNamed } from "./files";
import type { AssistantTool } from "./tool";

/** A schedule as code of a framework; nothing is written to a file. */
export const convert: AssistantTool = {
  name: "learningRateDesigner_convert",
  get doing() {
    return l10n.t("Converting a schedule to code");
  },
  async answer(input, analyses, token) {
    const target = input.text("target");
    const { writerOf, writers } = await import("../lazy/write");
    if (!writerOf(target)) {
      const known = writers.map((writer) => writer.target).join(", ");
      throw new Error(`There is no target "${target}"; the targets are ${known}.`);
    }
    const analyzed = await analyzedAt(input.text("file"), analyses, token);
    const schedule = scheduleNamed(analyzed, input.optionalText("schedule"));
    const conversion = await written(analyzed.document, schedule, target, analyses);
    if (!conversion?.code)
      throw new Error(conversion?.refused ?? "The schedule can't be evaluated: lint says why.");
    const left =
      conversion.left.length > 0 ? `\nNot converted: ${conversion.left.join(", ")}.` : "";
    return `${conversion.code}${left}`;
  },
};
