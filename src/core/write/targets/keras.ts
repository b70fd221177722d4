import { keras } from "../code/arrays";
import { Tables } from "../code/body";
import { writtenTracks } from "../source";
import { compiledNote, singleValues, steadied } from "../steadied";
import { refused, type Writer } from "../writer";
import { functionLines } from "./functionLines";
import { moduleDocstring, pythonModule } from "./python";
import { pythonReading } from "./pythonUse";
import { t } from "../../text/words";

/** Keras 3: a LearningRateSchedule that saves and loads with its model. */
export const kerasWriter: Writer = {
  target: "keras",
  label: "Keras schedule",
  languageId: "python",
  extension: "py",
  float32: true,
  byUpdate: true,
  oneRate: "A Keras optimizer has one learning rate for all variables.",
  write({ schedule, file }) {
    const found = writtenTracks(schedule, ["learningRate"]);
    if ("refused" in found) return found;
    const steady = steadied(schedule, found.tracks);
    const { tracks } = steady;
    const [rate] = tracks;
    if (rate === undefined) return refused(t("The schedule has no learning rate."));
    const tables = new Tables("VALUES");
    const body = functionLines(rate, keras, tables, "        ");
    const constants = tables.statements(keras);
    const text = [
      '@keras.saving.register_keras_serializable(package="schedules")',
      "class Schedule(keras.optimizers.schedules.LearningRateSchedule):",
      '    """The learning rate of each optimizer update, counted from 0."""',
      "",
      "    def __call__(self, step):",
      '        step = ops.cast(step, "float32")',
      ...body,
      "",
      "    def get_config(self):",
      "        return {}",
    ].join("\n");
    const math = text.includes("math.") ? ["import math", ""] : [];
    return {
      code: (proof) =>
        pythonModule(
          moduleDocstring(
            { schedule, file },
            `${proof}\n${FLOAT32} ${compiledNote("A compiler", steady)}`,
          ),
          [...math, "import keras", "from keras import ops"],
          [...constants, text],
        ),
      at: singleValues(tracks),
      tracks: ["learningRate"],
      readings: [pythonReading("\n\noptimizer = keras.optimizers.SGD(Schedule())\n", true)],
      left: found.left,
    };
  },
};

const FLOAT32 = "Keras computes in float32; the difference is that.";
