import { planProbe, PROBE_DEFAULTS } from "../../core/probePlan";
import type { Schedule } from "../../core/schedule/schedule";
import { expectedCurve, linearRates } from "../../probe/theory/expectedCurve";
import type { ViewRequest } from "../../protocol/panelMessages";
import type { ExpectedView } from "../../protocol/scheduleView";
import { LIMITS } from "../../protocol/shapes";
import { finiteOrNull } from "./tableRows";

/** What a schedule's probe on the canyon would show in the mean, from the probe's very own plan. */
export function expectedView(
  schedule: Schedule,
  theory: NonNullable<ViewRequest["theory"]>,
): ExpectedView {
  try {
    const plan = planProbe([{ id: "", schedule }], {
      steps: theory.steps ?? PROBE_DEFAULTS.steps,
    });
    const [planned] = plan.schedules;
    const optimizer = planned?.optimizer ?? { name: PROBE_DEFAULTS.optimizer };
    const rates = linearRates(optimizer, (track) => {
      const values = planned?.tracks[track];
      return values && ((step) => values[step] ?? NaN);
    });
    if (!rates) return { optimizer: optimizer.name };
    const { steps, total, directions, diverges } = expectedCurve(
      rates,
      plan.steps,
      LIMITS.expectedPoints - 1,
    );
    return {
      curve: {
        steps: [...steps],
        total: total.map(finiteOrNull),
        directions: directions.map(({ curvature, losses }) => ({
          curvature,
          losses: losses.map(finiteOrNull),
        })),
        ...(diverges !== undefined && { diverges }),
      },
    };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
