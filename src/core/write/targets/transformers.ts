import { transformersArguments } from "../builtin/transformers";
import { keywordArguments, pythonCall, pythonLiteral } from "../code/pythonCall";
import { pythonNumber } from "../code/python";
import { groupRates } from "../groups";
import { beyondTracks } from "../source";
import type { Writer } from "../writer";
import { moduleDocstring, pythonModule } from "./python";
import { pythonReading } from "./pythonUse";
import { torchParts } from "./torchParts";

/** transformers ≥ 5: the Trainer's own arguments where they say it, else its `optimizers=`. */
export const transformersWriter: Writer = {
  target: "transformers",
  label: "transformers Trainer",
  languageId: "python",
  extension: "py",
  byUpdate: true,
  write(request) {
    const { schedule } = request;
    const found = groupRates(schedule).length > 0 ? undefined : transformersArguments(schedule);
    if (found) {
      const { kind, rate, warmup, specific } = found;
      const kwargs = `{${Object.entries(specific)
        .map(([key, value]) => `"${key}": ${pythonLiteral(value)}`)
        .join(", ")}}`;
      const args = [
        '"output"',
        `max_steps=${schedule.length}`,
        ...keywordArguments({ learning_rate: rate, lr_scheduler_type: kind }),
        ...(warmup > 0 ? [`warmup_steps=${warmup}`] : []),
        ...(Object.keys(specific).length > 0 ? [`lr_scheduler_kwargs=${kwargs}`] : []),
      ];
      return {
        code: (proof) =>
          pythonModule(
            moduleDocstring(request, proof),
            [
              "from transformers import TrainingArguments",
              "",
              pythonCall("training_arguments = TrainingArguments", args, ""),
            ],
            [],
          ),
        at: (_, step) => found.curve.at(step),
        tracks: ["learningRate"],
        readings: [pythonReading()],
        left: [
          ...[...schedule.tracks.keys()].filter((name) => name !== "learningRate"),
          ...beyondTracks(schedule),
        ],
      };
    }
    const parts = torchParts(request);
    if ("refused" in parts) return parts;
    const { imports, constants, definitions, at, tracks, readings, left } = parts;
    return {
      code: (proof) =>
        pythonModule(
          moduleDocstring(request, `${proof}\n${PASS(parts.base)}`),
          [...imports, "", constants.join("\n")],
          definitions,
        ),
      at,
      tracks,
      readings,
      left,
    };
  },
};

const PASS = (base: number): string =>
  [
    `Make the optimizer with lr=${pythonNumber(base)}, then`,
    "Trainer(..., optimizers=(optimizer, make_scheduler(optimizer))).",
  ].join("\n");
