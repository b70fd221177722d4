import type { Schedule } from "../../schedule/schedule";
import { pythonCall } from "../code/pythonCall";
import type { Writer } from "../writer";
import { moduleDocstring, pythonModule } from "./python";
import { pythonReading } from "./pythonUse";
import { fixedArguments, torchOptimizer } from "./torchOptimizer";
import { torchParts, type TorchParts } from "./torchParts";

const mixinOf = (optimizer: string, { fixed, groups }: TorchParts): string =>
  [
    "class Scheduled:",
    '    """Mix into a LightningModule. By default Lightning would step once an epoch."""',
    "",
    "    def configure_optimizers(self):",
    ...(groups > 0 ? ["        # your module's parameter_groups(): one for each of GROUPS"] : []),
    pythonCall(
      `optimizer = torch.optim.${optimizer}`,
      [
        groups > 0 ? "self.parameter_groups()" : "self.parameters()",
        "lr=LEARNING_RATE",
        ...fixedArguments(fixed),
      ],
      "        ",
    ),
    "        return {",
    '            "optimizer": optimizer,',
    '            "lr_scheduler": {',
    '                "scheduler": make_scheduler(optimizer),',
    '                "interval": "step",',
    "            },",
    "        }",
  ].join("\n");

/** A module with the mixin, as its users write it. */
const MODULE = [
  "",
  "import lightning",
  "",
  "class ReadAgain(Scheduled, lightning.LightningModule):",
  "    pass",
  "",
  "lightning.Trainer().fit(ReadAgain())",
  "",
].join("\n");

/** A momentum of its own belongs to SGD where no optimizer is named. */
const optimizerOf = (schedule: Schedule): string =>
  torchOptimizer(schedule) ?? (schedule.tracks.has("momentum") ? "SGD" : "AdamW");

/** A LightningModule's `configure_optimizers`, stepped at every update. */
export const lightningWriter: Writer = {
  target: "lightning",
  label: "Lightning configure_optimizers",
  languageId: "python",
  extension: "py",
  byUpdate: true,
  write(request) {
    const optimizer = optimizerOf(request.schedule);
    const parts = torchParts(request, optimizer);
    if ("refused" in parts) return parts;
    const { imports, constants, definitions, at, tracks, readings, left } = parts;
    const mixin = mixinOf(optimizer, parts);
    const first = imports.findIndex((line) => line.startsWith("from torch"));
    const importing = [...imports.slice(0, first), "import torch", ...imports.slice(first)];
    return {
      code: (proof) =>
        pythonModule(
          moduleDocstring(request, proof),
          [...importing, "", constants.join("\n")],
          [...definitions, mixin],
        ),
      at,
      tracks,
      // with groups the module's own list of them is wanted, which no one module has
      readings: readings.map((reading) =>
        reading.track === "learningRate" && parts.groups === 0
          ? pythonReading(MODULE, true)
          : reading,
      ),
      left,
    };
  },
};
