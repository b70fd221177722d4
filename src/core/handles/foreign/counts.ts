import type { AnalyzedSchedule } from "../../analysis";
import { asCounted } from "../../formats/counted";
import type { Setting } from "../../formats/setting";
import type { ParsedDocument } from "../../parse/sourceValue";
import type { Axis } from "../handle";
import { countRelation, foreignAxis } from "./foreignAxis";
import { foreignPlaces, placeKey, type Found } from "./foreignHandles";
import { mayMean, type Meaning } from "./meanings";

/**
 * The counts of steps, epochs or tokens that are stretched with a run: those that its curves show, and
 * those that lie beyond its end, where a decay is cut off. Shares of the run are none.
 */
export function countsOf(document: ParsedDocument, analyzed: AnalyzedSchedule): Axis[] {
  const places = foreignPlaces(analyzed);
  const shown = places.filter(isCount).map((found) => foreignAxis(document, found));
  const unseen = unseenCounts(analyzed, new Set(places.map(({ setting }) => placeKey(setting))));
  const beyond = unseen.map((setting) =>
    foreignAxis(document, { setting, relation: countRelation(FROM_START, 1, Infinity) }),
  );
  return [...shown, ...beyond];
}

const FROM_START = { origin: 0, unit: "steps" } as const;

const isCount = ({ axis, relation, setting: { per = 1 } }: Found): boolean =>
  axis === "time" && (relation.unit !== "number" || per < 1);

const TIMES: readonly Meaning[] = ["length", "cycle", "milestone", "warmup"];

/** Each literal once. */
function unseenCounts(analyzed: AnalyzedSchedule, placed: ReadonlySet<string>): Setting[] {
  const { schedule, foreign } = asCounted(analyzed);
  const isUnseen = ({ name, value, per = 1 }: Setting): boolean =>
    mayMean(name, "cooldown") ||
    (Number.isInteger(value) &&
      value * per > (schedule?.length ?? Infinity) &&
      TIMES.some((meaning) => mayMean(name, meaning)));
  const found = (foreign?.settings ?? []).filter(
    (setting) => !placed.has(placeKey(setting)) && isUnseen(setting),
  );
  return [...new Map(found.map((setting) => [placeKey(setting), setting])).values()];
}
