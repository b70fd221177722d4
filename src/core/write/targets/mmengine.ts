import { mmengineTable } from "../../libraries/mmengine/table";
import type { LibraryRecord } from "../../libraries/value";
import type { Schedule } from "../../schedule/schedule";
import { chosen, otherTracks, type Library, type Proposal } from "../builtin/nearest";
import { saidNumber, segmentsOf, type Segment } from "../builtin/segments";
import { keywordArguments, pythonCall } from "../code/pythonCall";
import { beyondTracks } from "../source";
import type { Writer } from "../writer";
import { moduleDocstring, pythonModule } from "./python";
import { pythonReading } from "./pythonUse";
import { word } from "../../text/words";

const MMENGINE: Library = {
  name: "MMEngine",
  table: mmengineTable,
  elsewhere: word(
    "The Python target has a function for it: a hook can set the rate to learning_rate(runner.iter) before every iteration.",
  ),
};

/** MMEngine's `param_scheduler`, by iteration: an entry for each phase. */
export const mmengineWriter: Writer = {
  target: "mmengine",
  label: "MMEngine config",
  languageId: "python",
  extension: "py",
  byUpdate: true,
  oneRate:
    "param_scheduler gives all parameter groups one curve, times the lr_mult of paramwise_cfg, which names your model's parameters.",
  write(request) {
    const { schedule } = request;
    const found = chosen(MMENGINE, proposals(schedule), schedule);
    if ("refused" in found) return found;
    const entries = (found.args["param_scheduler"] as readonly LibraryRecord[]).map(
      (entry) => `${pythonCall("dict", keywordArguments(entry), "    ")},`,
    );
    const optimizer = `optimizer=dict(type=${JSON.stringify(optimizerOf(schedule))}, lr=${String(found.base)})`;
    return {
      code: (proof) =>
        pythonModule(
          moduleDocstring(request, proof),
          [
            `optim_wrapper = dict(type="OptimWrapper", ${optimizer})`,
            ["param_scheduler = [", ...entries, "]"].join("\n"),
            `train_cfg = dict(by_epoch=False, max_iters=${schedule.length})`,
          ],
          [],
        ),
      at: (_, step) => found.curve.at(step),
      tracks: ["learningRate"],
      readings: [pythonReading()],
      left: [...otherTracks(schedule), ...beyondTracks(schedule)],
    };
  },
};

const NAMES: Readonly<Record<string, string>> = { sgd: "SGD", adam: "Adam", adamw: "AdamW" };

const optimizerOf = ({ optimizer }: Schedule): string =>
  NAMES[optimizer?.name?.toLowerCase() ?? "adamw"] ?? "AdamW";

function proposals(schedule: Schedule): Proposal[] {
  const segments = segmentsOf(schedule);
  const peak = schedule.tracks.get("learningRate")?.curve.extremes(0, schedule.length).max ?? NaN;
  if (!(peak > 0) || segments.length === 0) return [];
  // MMEngine reaches an entry's end value in its last iteration, one before torch does
  return [1, 0].flatMap((early) => {
    const entries = segments.map((segment) => entry(segment, peak, early));
    if (!entries.every((one) => one !== undefined)) return [];
    const args = { param_scheduler: entries.filter((one) => "type" in one) };
    return [{ kind: "param_scheduler", args, base: peak, label: "a list of its schedulers" }];
  });
}

/** The entry for a phase; an empty one where the rate just stays at the peak. */
function entry(segment: Segment, base: number, early: number): LibraryRecord | undefined {
  const { kind, start, length, from, to, curve } = segment;
  const place = { by_epoch: false, begin: start, end: start + length + early };
  const gamma = saidNumber(segment, "factor") ?? 0.1;
  switch (kind) {
    case "constant":
    case "hold":
      return from === base
        ? {}
        : {
            type: "ConstantLR",
            factor: from / base,
            by_epoch: false,
            begin: start,
            end: start + length + 1,
          };
    case "linear":
      return { type: "LinearLR", start_factor: from / base, end_factor: to / base, ...place };
    case "cosine":
      return { type: "CosineAnnealingLR", T_max: length, eta_min: to, ...place };
    case "polynomial":
      return { type: "PolyLR", power: saidNumber(segment, "power") ?? 1, eta_min: to, ...place };
    case "exponential":
      return { type: "ExponentialLR", gamma: curve.at(1) / curve.at(0), ...place };
    case "step":
      return {
        type: "StepLR",
        step_size: curve.breakpoints(0, length, 1)[0] ?? length,
        gamma,
        ...place,
      };
    case "multiStep":
      return {
        type: "MultiStepLR",
        milestones: curve.breakpoints(0, length, 100),
        gamma,
        ...place,
      };
    default:
      return undefined;
  }
}
