import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { recordedSchedule, wallClockOf } from "../../../src/core/recordings/recordedSchedule";
import { readLog } from "../../../src/core/recordings/readLog";
import { runTold } from "../../../src/core/recordings/runTold";
import { shownSchedule } from "../../../src/host/model/shown";
import type { ViewRequest } from "../../../src/protocol/panelMessages";
import type { ShownSchedule } from "../../../src/protocol/scheduleView";

/** What the host shows of a plan, a definition in JSON, with the first run of a log over it. */
export function laidLog(
  definition: string,
  name: string,
  log: string,
): (view: ViewRequest) => ShownSchedule[] {
  const document = parseJson(definition);
  const [plan] = analyze(document).schedules;
  const { runs, format } = readLog(name, new TextEncoder().encode(log));
  const [run] = runs;
  const schedule = run && recordedSchedule(run, plan?.schedule?.time);
  if (!plan?.schedule || !schedule || "reason" in schedule) throw new Error("nothing to lay");
  const wall = wallClockOf(run, plan.schedule.time);
  const { causes, ...rest } = runTold(run, format, plan.schedule);
  const told = { ...rest, causes: [...causes], stale: false };
  const other = { ...plan, name: run.name, schedule, problems: [], unknowns: [] };
  return (view) => [
    shownSchedule("plan", "a.schedule.json", plan, document, view, plan.schedule),
    {
      ...shownSchedule("run", name, other, document, view, plan.schedule),
      told,
      ...(wall && { wall }),
    },
  ];
}
