import { analyze } from "../../core/analyze";
import { parseJson } from "../../core/parse/json";
import { curvePath } from "../../core/svg/sparkline";
import { formatCount, formatNumber } from "../../core/text/format";
import { THUMBNAIL } from "../../protocol/templates";

/** How long a recipe's run is, and its learning rate as a small curve. */
export interface TemplatePreview {
  readonly length: string;
  readonly path: string;
}

/** Throws where the text is no recipe. */
export function templatePreview(json: string): TemplatePreview {
  const schedule = analyze(parseJson(json)).schedules[0]?.schedule;
  if (!schedule) throw new Error("This is no template.");
  const { steps, stepsPerEpoch } = schedule.time;
  const epochs =
    stepsPerEpoch === undefined ? [] : [`${formatNumber(steps / stepsPerEpoch, 4)} epochs`];
  return {
    length: [...epochs, `${formatCount(steps)} steps`].join(" · "),
    path: curvePath(schedule, "learningRate", THUMBNAIL),
  };
}
