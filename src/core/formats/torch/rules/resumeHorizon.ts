import { t } from "../../../text/words";
import { torchArgument } from "../call";
import type { TorchRule } from "../traps";

const HORIZONS = ["T_max", "total_steps", "total_iters", "T_0"];

/** resume-horizon: the horizon of a checkpoint replaces the one that the script gives. */
export const resumeHorizon: TorchRule = ({ object, asking }) => {
  const name = HORIZONS.find((one) => torchArgument(object, one) !== undefined);
  const loaded = asking.script.findings.methods.find(
    ({ method, object: on }) => method === "load_state_dict" && on === object,
  );
  if (name === undefined || !loaded) return;
  const scheduler = object.label ?? "scheduler";
  asking.trap({
    code: "resume-horizon",
    severity: "information",
    range: loaded.range,
    message: t`load_state_dict() brings back the ${name} of the checkpoint, whatever the script gives now: to train longer than was planned then, set ${scheduler}.${name} after loading.`,
    why: t("load_state_dict() replaces every attribute of the scheduler, its lengths among them."),
    source: {
      label: "PyTorch issue 65342",
      url: "https://github.com/pytorch/pytorch/issues/65342",
    },
  });
};
