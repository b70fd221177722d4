// Everything that parses, evaluates or draws, in one bundle that is read from disk only when the
// first schedule document is open: activation loads none of it.
import type { Analysis } from "../../core/analysis";
import { analyze } from "../../core/analyze";
import { parseJson } from "../../core/parse/json";
import type { RuleSettings } from "../../core/rules/rule";

export { hoverFacts } from "../../core/facts/hoverFacts";
export { planProbe } from "../../core/probePlan";
export { picture } from "../../core/svg/picture";
export { sparkline } from "../../core/svg/sparkline";
export { placeAt, scheduleAt } from "../model/place";
export { shownSchedule, summaryOf } from "../model/shown";
export { tableRows } from "../model/tableRows";

/** Reads, evaluates and checks a JSON document. */
export const analyzeJson = (text: string, rules: RuleSettings): Analysis =>
  analyze(parseJson(text), { rules });
