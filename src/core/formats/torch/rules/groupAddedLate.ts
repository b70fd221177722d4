import { t } from "../../../text/words";
import { optimizerIn } from "../../python/optimizer";
import type { MethodCall } from "../../python/script/loop";
import type { LibraryObject } from "../../python/script/value";
import { optimizerOf, torchKind } from "../call";
import type { TorchRule } from "../traps";

/** What keeps a value for each group from the beginning; the others go through the groups there are. */
const KEEPS = new Set([
  "LambdaLR",
  "MultiplicativeLR",
  "CosineAnnealingLR",
  "CosineAnnealingWarmRestarts",
  "OneCycleLR",
  "CyclicLR",
  "ReduceLROnPlateau",
]);

/** group-added-late: a parameter group that comes after the scheduler has counted them. */
export const groupAddedLate: TorchRule = ({ object, asking }) => {
  const kind = torchKind(object) ?? "";
  const optimizer = optimizerIn(optimizerOf(object));
  const call = asking.script.findings.methods.find(
    (one) => one.method === "add_param_group" && one.object === optimizer && isLater(one, object),
  );
  if (!call || !KEEPS.has(kind)) return;
  asking.trap({
    code: "group-added-late",
    severity: "warning",
    range: call.range,
    message: t`This group is added when ${kind} has been made for the groups before it: PyTorch 2.10 raises an error at the next step(), and older versions raise one or leave the group's rate alone. Add the group first.`,
    why: t(
      "A scheduler takes down the rate of each group when it is made, and looks them up in that order.",
    ),
    source: {
      label: "transformers #43692",
      url: "https://github.com/huggingface/transformers/pull/43692",
    },
  });
};

/** In a loop that the scheduler was made before, or further down in the text. */
const isLater = ({ loops, range }: MethodCall, object: LibraryObject): boolean =>
  loops.length > object.loops.length || range.start > object.range.end;
