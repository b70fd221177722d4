import { l10n } from "vscode";
import type { Recording } from "../../core/recordings/recording";
import type { MeasuredMetric } from "../../core/schedule/measuredMetric";
import { pick } from "../sinks";

/** What of a run a scheduler reacts to; the user picks of several. */
export async function pickMetric(run: Recording): Promise<MeasuredMetric | undefined> {
  const { metricsOfRun } = await import("../lazy/recordings");
  const metrics = metricsOfRun(run);
  if (metrics.length < 2) return metrics[0];
  const items = metrics.map((metric) => ({
    label: metric.tag,
    description: l10n.t("{0} values", metric.values.length),
    metric,
  }));
  const chosen = await pick(items, {
    title: l10n.t("Lay a Log over the Plan"),
    placeHolder: l10n.t("Pick the metric that the scheduler reacts to"),
  });
  return chosen?.metric;
}
