import { isShell } from "../configHead";
import type { Format } from "../format";

/** The flags of diffusers' training scripts. */
export const diffusers: Format = {
  id: "diffusers",
  title: "diffusers (shell scripts)",
  syntax: "shell",
  recognises: (head) =>
    isShell(head) &&
    /--lr[-_](?:scheduler|warmup[-_]steps)\b(?![-_]type)/.test(head.text) &&
    /--(?:max_train_steps|num_train_epochs|num_epochs|pretrained_model_name_or_path|train_batch_size)\b/.test(
      head.text,
    ),
  load: async () => (await import("../lazy/configs")).readers.diffusers,
};
