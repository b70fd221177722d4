import { t } from "../../../text/words";
import type { Asking } from "../../python/asking";
import type { LibraryObject } from "../../python/script/value";
import { lightningConfig } from "../lightning";

/** interval-ignored: an interval beside "lr_scheduler", where Lightning looks inside of it. */
export function intervalOutside(object: LibraryObject, asking: Asking): void {
  const outside = lightningConfig(asking.script, object)?.outside;
  if (outside?.type !== "text" || outside.value !== "step") return;
  asking.trap({
    code: "interval-ignored",
    severity: "error",
    range: outside.literal ?? object.calleeRange,
    message: t(
      'Lightning ignores an "interval" beside "lr_scheduler" and steps the scheduler once an epoch. Write {"scheduler": …, "interval": "step"} as the value of "lr_scheduler".',
    ),
    why: t(
      'Beside the optimizer, the dictionary that configure_optimizers returns may hold "lr_scheduler" and "monitor" alone; Lightning warns of other keys, and goes on with its defaults.',
    ),
    source: {
      label: "Lightning: configure_optimizers",
      url: "https://lightning.ai/docs/pytorch/stable/common/lightning_module.html#configure-optimizers",
    },
  });
}
