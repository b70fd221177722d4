import { listBetween, pythonNumber } from "../code/python";
import { fingerprint } from "../fingerprint";
import { groupRates, groupTrack } from "../groups";
import { distinct, snakeCase } from "../naming";
import { beyondTracks, LAYERS, openRate } from "../source";
import { unitOf } from "../unit";
import { refused, type Writer } from "../writer";
import { moduleDocstring, pythonModule } from "./python";
import { functionReadings } from "./pythonUse";
import { groupTables } from "./torchGroups";
import { t } from "../../text/words";

/** Values that a module may have: two megabytes, which can still be read back. */
const MOST_VALUES = 100_000;

/** Arrays of the values of every update, with a fingerprint that a run can keep beside its log. */
export const numpyWriter: Writer = {
  target: "numpy",
  label: "NumPy table",
  languageId: "python",
  extension: "py",
  write(request) {
    const { schedule } = request;
    const open = openRate(schedule);
    if (open) return open;
    const layers = schedule.layers.length > 0 ? groupRates(schedule) : [];
    const count = schedule.length * (schedule.tracks.size + layers.length);
    if (count > MOST_VALUES)
      return refused(
        t`A table of ${count} values is too long for code; ${MOST_VALUES} is the most. Export the values as CSV, or write a Python function.`,
      );
    const rates = layers.map(({ name, curve }) => ({ name: groupTrack(name), curve }));
    const tracks = [...schedule.tracks.values(), ...rates].map(({ name, curve }) => ({
      name,
      values: Array.from({ length: schedule.length }, (_, step) => curve.at(step)),
    }));
    const names = distinct(
      tracks.map(({ name }) => name),
      (name) => snakeCase(name).toUpperCase(),
    );
    const arrays = tracks.map(({ values }, i) => array(names[i] ?? "", values));
    const hash = fingerprint(tracks.flatMap(({ values }) => values));
    return {
      code: (proof) =>
        pythonModule(
          moduleDocstring(request, proof),
          ["import numpy as np", "", `FINGERPRINT = "${hash}"`, ...arrays],
          [FUNCTION.replace("UNIT", unitOf(request)), ...groupTables(tracks, names)],
        ),
      at: (track, step) => tracks.find(({ name }) => name === track)?.values[step] ?? NaN,
      tracks: tracks.map(({ name }) => name),
      readings: functionReadings(
        tracks,
        // before a run is resumed there is no value, which no reader takes for a schedule's
        names.map(
          (name) =>
            `(lambda step: ${name}[min(max(step, ${schedule.resume}), ${schedule.length - 1})])`,
        ),
      ),
      left: beyondTracks(schedule).filter((name) => name !== LAYERS || layers.length === 0),
    };
  },
};

const array = (name: string, values: readonly number[]): string =>
  listBetween(`${name} = np.array([`, values.map(pythonNumber), "])");

const FUNCTION = [
  "def learning_rate(step: int) -> float:",
  '    """Return the learning rate of UNIT `step`, counted from 0."""',
  "    return float(LEARNING_RATE[min(step, len(LEARNING_RATE) - 1)])",
].join("\n");
