import { hasKey, isShell, isYaml } from "../configHead";
import type { DocumentHead, Format } from "../format";

const isConfig = (head: DocumentHead): boolean =>
  isYaml(head) &&
  /^train:/m.test(head.text) &&
  (hasKey(head, "lr_warmup_steps") ||
    hasKey(head, "lr_warmup_fraction") ||
    (hasKey(head, "micro_batch_size") && hasKey(head, "global_batch_size")));

const isCommand = (head: DocumentHead): boolean =>
  isShell(head) &&
  /\blitgpt[ \t]+(?:pretrain|finetune)/.test(head.text) &&
  /--(?:train|optimizer)\.\w/.test(head.text);

/** litgpt's configs for `--config`, and its commands in shell scripts. */
export const litgpt: Format = {
  id: "litgpt",
  title: "litgpt",
  syntax: "yaml",
  recognises: (head) => isConfig(head) || isCommand(head),
  load: async () => {
    const { readers } = await import("../lazy/configs");
    return (head, ports) =>
      (isYaml(head) ? readers.litgpt.yaml : readers.litgpt.shell)(head, ports);
  },
};
