import { readFileSync } from "node:fs";
import path from "node:path";
import type { AnalyzedSchedule } from "../../../src/core/analysis";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { planProbe } from "../../../src/core/probePlan";
import { shownSchedule } from "../../../src/host/model/shown";
import type { ViewRequest } from "../../../src/protocol/panelMessages";
import type { ProbeRequest } from "../../../src/core/probeContract";
import type { ProbeOptions } from "../../../src/protocol/probe";
import type { ShownSchedule } from "../../../src/protocol/scheduleView";

const ROOT = path.resolve(import.meta.dirname, "../../..");

export const exampleText = (name: string): string =>
  readFileSync(path.join(ROOT, "examples/json", `${name}.schedule.json`), "utf8");

/** What the host shows of the definitions in these texts, the first of them active. */
export function realShown(...texts: readonly string[]): (view: ViewRequest) => ShownSchedule[] {
  const all = texts.flatMap((text) => {
    const { schedules, document } = analyze(parseJson(text));
    return schedules.map((schedule) => ({ schedule, document }));
  });
  const reference = all.length > 1 ? all[0]?.schedule.schedule : undefined;
  return (view) =>
    all.map(({ schedule, document }, index) =>
      shownSchedule(idOf(schedule, index), "a.schedule.json", schedule, document, view, reference),
    );
}

/** What the host would train of the definitions in these texts. */
export function realPlan(...texts: readonly string[]): (options: ProbeOptions) => ProbeRequest {
  const all = texts.flatMap((text) => analyze(parseJson(text)).schedules);
  const schedules = all.flatMap((each, index) =>
    each.schedule ? [{ id: idOf(each, index), schedule: each.schedule }] : [],
  );
  return ({ backend = "wasm", ...wishes }) => ({ ...planProbe(schedules, wishes), backend });
}

const idOf = ({ name }: AnalyzedSchedule, index: number): string => `${index}#${name}`;
