import type { Writer } from "../writer";
import { moduleDocstring, pythonModule } from "./python";
import { pythonReading } from "./pythonUse";
import { torchParts } from "./torchParts";

const MIXIN = [
  "class Scheduled:",
  '    """Mix into a LightningModule; `interval` must say step, Lightning\'s default is the epoch."""',
  "",
  "    def configure_optimizers(self):",
  "        optimizer = torch.optim.OPTIMIZER(self.parameters(), lr=LEARNING_RATE)",
  "        return {",
  '            "optimizer": optimizer,',
  '            "lr_scheduler": {"scheduler": make_scheduler(optimizer), "interval": "step"},',
  "        }",
];

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

const OPTIMIZERS: Readonly<Record<string, string>> = {
  sgd: "SGD",
  adam: "Adam",
  adamw: "AdamW",
  nadam: "NAdam",
  radam: "RAdam",
  rmsprop: "RMSprop",
  adagrad: "Adagrad",
};

/** A LightningModule's `configure_optimizers`, stepped at every update. */
export const lightningWriter: Writer = {
  target: "lightning",
  label: "Lightning configure_optimizers",
  languageId: "python",
  extension: "py",
  byUpdate: true,
  write(request) {
    const parts = torchParts(request);
    if ("refused" in parts) return parts;
    const { imports, constants, definitions, at, tracks, readings, left } = parts;
    const name = OPTIMIZERS[request.schedule.optimizer?.name?.toLowerCase() ?? "adamw"] ?? "AdamW";
    const mixin = MIXIN.join("\n").replace("OPTIMIZER", name);
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
      readings: readings.map((reading) =>
        reading.track === "learningRate" ? pythonReading(MODULE, true) : reading,
      ),
      left,
    };
  },
};
