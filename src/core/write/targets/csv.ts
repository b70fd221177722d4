import { parseCsv } from "../../data/parseCsv";
import { toCsv } from "../../export/csv";
import { dataTable, sampledSteps } from "../../export/dataTable";
import { curveOf, groupRates, groupTrack } from "../groups";
import type { Reading } from "../reading";
import { beyondTracks, LAYERS, openRate } from "../source";
import { refused, type Writer } from "../writer";
import { formatCount } from "../../text/format";

/** The column of a track, as a table of numbers is read: a row is the update that it names. */
const columnReading = (track: string, name = track): Reading => ({
  track,
  again: (code) => {
    const [head, ...rows] = parseCsv(code);
    const columns = [head?.fields.indexOf("step") ?? -1, head?.fields.indexOf(name) ?? -1];
    if (columns.includes(-1)) return Promise.resolve(undefined);
    const values = new Map(
      rows.map(({ fields }) => {
        const [step, value] = columns.map((column) => numberIn(fields[column]));
        return [step, value] as const;
      }),
    );
    return Promise.resolve({ at: (step: number) => values.get(step) ?? NaN, run: false });
  },
});

/** An empty cell is a value that is left open. */
const numberIn = (cell = ""): number => (cell.trim() === "" ? NaN : Number(cell));

/** Rows that a table of every update may have. */
const MOST_ROWS = 1_000_000;

/** The value of every track at every update, all digits. */
export const csvWriter: Writer = {
  target: "csv",
  label: "CSV table",
  languageId: "csv",
  extension: "csv",
  write({ schedule }) {
    const open = openRate(schedule);
    if (open) return open;
    const steps = sampledSteps(schedule, "all", MOST_ROWS);
    if (steps === undefined)
      return refused(
        `A table of ${formatCount(schedule.length)} updates is too long; ${formatCount(MOST_ROWS)} is the most.`,
      );
    const names = [...schedule.tracks.keys()];
    // a table tells no more layers than are written as groups
    const layers = schedule.layers.length > 0 ? groupRates(schedule) : [];
    return {
      code: () => toCsv([dataTable(schedule, steps)]),
      at: (track, step) => curveOf(schedule, track)?.at(step) ?? NaN,
      tracks: [...names, ...layers.map(({ name }) => groupTrack(name))],
      readings: [
        ...names.map((name) => columnReading(name)),
        ...layers.map(({ name }) => columnReading(groupTrack(name), `learningRate.${name}`)),
      ],
      left: beyondTracks(schedule).filter((name) => name !== LAYERS || layers.length === 0),
    };
  },
};
