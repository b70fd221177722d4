import { timmTable } from "../../libraries/timm/table";
import type { LibraryRecord } from "../../libraries/value";
import type { Schedule } from "../../schedule/schedule";
import { chosen, otherTracks, type Library, type Proposal } from "../builtin/nearest";
import { saidNumber, type Segment } from "../builtin/segments";
import { warmedOf, type Warmed } from "../builtin/warmed";
import { keywordArguments, pythonCall } from "../code/pythonCall";
import { pythonNumber } from "../code/python";
import { beyondTracks } from "../source";
import type { Writer } from "../writer";
import { moduleDocstring, pythonModule } from "./python";
import { pythonReading, torchUse } from "./pythonUse";
import { word } from "../../text/words";

const TIMM: Library = {
  name: "timm",
  table: timmTable,
  elsewhere: word("The PyTorch target has one: step it after every update in its place."),
};

/** timm's schedulers, counted in updates (`step_update`), the warmup before the schedule. */
export const timmWriter: Writer = {
  target: "timm",
  label: "timm scheduler",
  languageId: "python",
  extension: "py",
  byUpdate: true,
  oneRate:
    "A scheduler of timm gives all parameter groups one rate, times the lr_scale that each may have.",
  write(request) {
    const { schedule } = request;
    const found = chosen(TIMM, proposals(schedule), schedule);
    if ("refused" in found) return found;
    const args = ["optimizer", ...keywordArguments(found.args), "t_in_epochs=False"];
    const make = [
      `def make_scheduler(optimizer: Optimizer) -> ${found.kind}:`,
      '    """Return the scheduler; call `step_update(num_updates)` after every update."""',
      pythonCall(`return ${found.kind}`, args, "    "),
    ].join("\n");
    return {
      code: (proof) =>
        pythonModule(
          moduleDocstring(request, proof),
          [
            `from timm.scheduler import ${found.kind}`,
            "from torch.optim import Optimizer",
            "",
            `LEARNING_RATE = ${pythonNumber(found.base)}`,
          ],
          [make],
        ),
      at: (_, step) => found.curve.at(step),
      tracks: ["learningRate"],
      readings: [pythonReading(TRAINING)],
      left: [...otherTracks(schedule), ...beyondTracks(schedule)],
    };
  },
};

/** A script that calls the scheduler after every update, with the number of updates that were made. */
const TRAINING = torchUse()
  .replace("while True:", "num_updates = 0\nwhile True:")
  .replace("    scheduler.step()", "    num_updates += 1\n    scheduler.step_update(num_updates)");

function proposals(schedule: Schedule): Proposal[] {
  const warmed = warmedOf(schedule);
  const [main] = warmed?.rest ?? [];
  if (warmed === undefined || main === undefined || warmed.rest.length !== 1) return [];
  const found = shape(warmed, main);
  if (found === undefined) return [];
  const { warmup, initial, peak } = warmed;
  const prefix: LibraryRecord =
    warmup > 0 ? { warmup_t: warmup, warmup_lr_init: initial, warmup_prefix: true } : {};
  return [{ base: peak, ...found, args: { ...found.args, ...prefix }, label: found.kind }];
}

type Shape = Pick<Proposal, "kind" | "args"> & Partial<Pick<Proposal, "base">>;

function shape({ final, peak }: Warmed, segment: Segment): Shape | undefined {
  const { kind, length, curve } = segment;
  const span = { t_initial: length, lr_min: final };
  const factor = saidNumber(segment, "factor") ?? 0.1;
  switch (kind) {
    case "cosine":
      return { kind: "CosineLRScheduler", args: span };
    case "tanh":
      // which begins just below the one and ends just above the other
      return {
        kind: "TanhLRScheduler",
        args: { t_initial: length, lr_min: saidNumber(segment, "to") ?? final },
        base: saidNumber(segment, "from") ?? peak,
      };
    case "constant":
    case "hold":
      return { kind: "StepLRScheduler", args: { decay_t: length, decay_rate: 1 } };
    case "exponential":
      return {
        kind: "StepLRScheduler",
        args: { decay_t: 1, decay_rate: curve.at(1) / curve.at(0) },
      };
    case "cosineRestarts":
      return { kind: "CosineLRScheduler", args: restarts(segment) };
    case "linear":
      return { kind: "PolyLRScheduler", args: { ...span, power: 1 } };
    case "polynomial":
      return {
        kind: "PolyLRScheduler",
        args: { ...span, power: saidNumber(segment, "power") ?? 1 },
      };
    case "step":
      return {
        kind: "StepLRScheduler",
        args: { decay_t: curve.breakpoints(0, length, 1)[0] ?? length, decay_rate: factor },
      };
    case "multiStep":
      return {
        kind: "MultiStepLRScheduler",
        // timm looks the update after the present one up, so that it drops one earlier
        args: {
          decay_t: curve.breakpoints(0, length, 100).map((at) => at + 1),
          decay_rate: factor,
        },
      };
    default:
      return undefined;
  }
}

const MOST_CYCLES = 1000;

/** Cycles until the run ends. */
function restarts(segment: Segment): LibraryRecord {
  const { curve, length } = segment;
  const marks = curve.breakpoints(0, length, MOST_CYCLES);
  return {
    t_initial: marks[0] ?? length,
    lr_min: saidNumber(segment, "to") ?? curve.extremes(0, length).min,
    ...unlessOne("cycle_mul", saidNumber(segment, "periodGrowth")),
    ...unlessOne("cycle_decay", saidNumber(segment, "peakDecay")),
    cycle_limit: marks.length + 1,
  };
}

/** An argument that is 1 unless it is given. */
const unlessOne = (name: string, value = 1): LibraryRecord =>
  value === 1 ? {} : { [name]: value };
