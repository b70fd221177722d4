import { isShell, isToml } from "../configHead";
import type { DocumentHead, Format } from "../format";

const isConfigFile = (head: DocumentHead): boolean =>
  isToml(head) &&
  /^[ \t]*(?:unet_lr|network_module|pretrained_model_name_or_path|max_train_steps|max_train_epochs)\s*=/m.test(
    head.text,
  ) &&
  /^[ \t]*(?:lr_scheduler|learning_rate|unet_lr)\s*=/m.test(head.text);

/** Flags that diffusers' scripts do not have, or the names of kohya's scripts. */
const SIGNS =
  /--(?:network_module|unet_lr|lr_scheduler_(?:num_cycles|power|args|min_lr_ratio|timescale)|max_train_epochs|lr_decay_steps)\b|\b(?:(?:sdxl|sd3|flux|lumina|anima|hunyuan_image)_train(?:_network|_control_net)?|train_network|train_db|fine_tune)\.py\b/;

const isScript = (head: DocumentHead): boolean =>
  isShell(head) &&
  SIGNS.test(head.text) &&
  /--(?:lr_scheduler|learning_rate|unet_lr)\b/.test(head.text);

/** kohya's sd-scripts: `--config_file x.toml`, or the same as flags in a shell script. */
export const kohya: Format = {
  id: "kohya",
  title: "kohya sd-scripts",
  syntax: "toml",
  recognises: (head) => isConfigFile(head) || isScript(head),
  load: async () => {
    const { readers } = await import("../lazy/configs");
    return (head, ports) => (isToml(head) ? readers.kohya.toml : readers.kohya.shell)(head, ports);
  },
};
