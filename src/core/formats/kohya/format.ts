import type { Format } from "../format";
import { isToml } from "../configHead";

/** kohya's sd-scripts, `--config_file x.toml`. */
export const kohya: Format = {
  id: "kohya",
  title: "kohya sd-scripts",
  syntax: "toml",
  recognises: (head) =>
    isToml(head) &&
    /^\s*(?:unet_lr|network_module|pretrained_model_name_or_path|max_train_steps|max_train_epochs)\s*=/m.test(
      head.text,
    ) &&
    /^\s*(?:lr_scheduler|learning_rate|unet_lr)\s*=/m.test(head.text),
  load: async () => (await import("../lazy/configs")).readers.kohya,
};
