import { t } from "../../../text/words";
import { torchArgument } from "../call";
import type { TorchRule } from "../traps";

/** lambda-not-saved: a checkpoint of LambdaLR holds no function. */
export const lambdaNotSaved: TorchRule = ({ call, object, asking }) => {
  const given = torchArgument(object, "lr_lambda");
  const values = given?.value.type === "list" ? given.value.items : given ? [given.value] : [];
  const kept = call.kind === "LambdaLR" || call.kind === "MultiplicativeLR";
  const saved = asking.script.findings.methods.find(
    ({ method, object: on }) => method === "state_dict" && on === object,
  );
  if (!given || !saved || !kept || !values.some(({ type }) => type === "function")) return;
  asking.trap({
    code: "lambda-not-saved",
    severity: "information",
    range: given.range,
    message: t(
      "state_dict() leaves this function out: a run that is resumed uses the function of the script as it is then. The attributes of a callable object would be saved.",
    ),
    why: t(
      "PyTorch saves of lr_lambda only what is a callable object, and no functions or lambdas.",
    ),
    source: {
      label: "PyTorch: LambdaLR",
      url: "https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LambdaLR.html",
    },
  });
};
