import { toCsv } from "../../export/csv";
import { dataTable, sampledSteps } from "../../export/dataTable";
import { beyondTracks } from "../source";
import { refused, type Writer } from "../writer";

/** Rows that a table of every update may have. */
const MOST_ROWS = 1_000_000;

/** The value of every track at every update, all digits. */
export const csvWriter: Writer = {
  target: "csv",
  label: "CSV table",
  languageId: "csv",
  extension: "csv",
  write({ schedule }) {
    const steps = sampledSteps(schedule, "all", MOST_ROWS);
    if (steps === undefined)
      return refused(
        `A table of ${schedule.length.toLocaleString("en")} updates is too long; ${MOST_ROWS.toLocaleString("en")} is the most.`,
      );
    return {
      code: () => toCsv([dataTable(schedule, steps)]),
      at: (track, step) => schedule.tracks.get(track)?.curve.at(step) ?? NaN,
      tracks: [...schedule.tracks.keys()],
      left: beyondTracks(schedule),
    };
  },
};
