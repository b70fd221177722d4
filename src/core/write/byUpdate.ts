import { tableCurve } from "../schedule/curves/table";
import type { Schedule, Track } from "../schedule/schedule";
import { MOST_VALUES } from "./code/closedForm";
import { refused, type Refused } from "./writer";
import { t } from "../text/words";

/**
 * A schedule that counts epochs (or rounds) as its optimizer updates have it: all `updates` of an
 * epoch have the epoch's value.
 */
export function byUpdate(schedule: Schedule, updates: number): Schedule | Refused {
  const { clock = "update" } = schedule.time;
  if (clock === "update") return refused(t("The schedule counts optimizer updates already."));
  if (schedule.length >= MOST_VALUES)
    return refused(
      clock === "round"
        ? t`The run has more rounds than the ${MOST_VALUES} values that a table may have.`
        : t`The run has more epochs than the ${MOST_VALUES} values that a table may have.`,
    );
  const length = schedule.length * updates;
  const unit = clock === "epoch" ? { stepsPerEpoch: updates } : { stepsPerRound: updates };
  const tracks = [...schedule.tracks].map(
    ([name, track]) => [name, heldFor(track, schedule.length, updates)] as const,
  );
  const held = new Map(tracks);
  return {
    ...schedule,
    length,
    time: { steps: length, ...unit },
    tracks: held,
    definition: {},
    at: (step) => Object.fromEntries([...held].map(([name, { curve }]) => [name, curve.at(step)])),
  };
}

/** The value after the last epoch is the table's last. */
function heldFor({ curve, ...track }: Track, epochs: number, updates: number): Track {
  const values = Array.from({ length: epochs + 1 }, (_, epoch) => curve.at(epoch));
  const stairs = tableCurve(values, updates);
  const end = epochs * updates;
  const phase = { kind: "table", start: 0, end, length: end, curve: stairs, path: track.path };
  const missing = track.phases.some((one) => one.missing === true);
  return { ...track, curve: stairs, phases: [{ ...phase, ...(missing && { missing }) }] };
}
