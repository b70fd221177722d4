import { withoutComments } from "../../text/commentLines";
import { parseCsv } from "../../data/parseCsv";
import { toCsv } from "../../export/csv";
import { dataTable, sampledSteps } from "../../export/dataTable";
import { fingerprint } from "../fingerprint";
import { curveOf, groupRates, groupTrack } from "../groups";
import type { Reading } from "../reading";
import { beyondTracks, LAYERS, openRate, originOf } from "../source";
import { refused, type WriteRequest, type Writer } from "../writer";
import type { Curve } from "../../schedule/curve";
import { t } from "../../text/words";

/** The column of a track, as a table of numbers is read: a row is the update that it names. */
const columnReading = (track: string, name = track): Reading => ({
  track,
  again: (code) => {
    const [head, ...rows] = parseCsv(withoutComments(code));
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

/** Three lines above the table, whatever the schedule: who can't skip comments can skip so many. */
const comments = (request: WriteRequest, proof: string, hash: string): string =>
  [
    `${originOf(request)}.`,
    proof.replace(/\s+/g, " "),
    `Written by Learning Rate Designer. Fingerprint: ${hash}`,
  ]
    .map((line) => `# ${line}\r\n`)
    .join("");

/** The values of all curves one after the other, as a NumPy table of them has them. */
function* valuesOf(curves: readonly Curve[], length: number): Generator<number> {
  for (const curve of curves) for (let step = 0; step < length; step++) yield curve.at(step);
}

/** The value of every track at every update, all digits, with the fingerprint of a NumPy table. */
export const csvWriter: Writer = {
  target: "csv",
  label: "CSV table",
  languageId: "csv",
  extension: "csv",
  write(request) {
    const { schedule } = request;
    const open = openRate(schedule);
    if (open) return open;
    const steps = sampledSteps(schedule, "all", MOST_ROWS);
    if (steps === undefined)
      return refused(
        t`A table of ${schedule.length} updates is too long; ${MOST_ROWS} is the most.`,
      );
    const names = [...schedule.tracks.keys()];
    // a table tells no more layers than are written as groups
    const layers = schedule.layers.length > 0 ? groupRates(schedule) : [];
    const curves = [...schedule.tracks.values(), ...layers].map(({ curve }) => curve);
    const hash = fingerprint(valuesOf(curves, schedule.length));
    const table = toCsv([dataTable(schedule, steps)]);
    return {
      code: (proof) => `${comments(request, proof, hash)}${table}`,
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
