import type { Format } from "../format";
import { isConfig, isShell, isToml, isYaml } from "../configHead";

const SCHEDULER =
  /(?:_target_|_component_|class_path|type|name)["']?\s*[:=]\s*["']?(?:torch\.optim\.lr_scheduler\.\w+|torchtune\.[\w.]*lr_schedulers\.\w+|(?:Constant|Linear|Step|MultiStep|Exponential|Polynomial|CosineAnnealing|Cyclic|OneCycle)LR\b|CosineAnnealingWarmRestarts\b)/;

/** torchtune's command, whose config may be a file of the workspace. */
const TUNE = /^[^#\n]*\btune[ \t]+run\b/m;

/** torch's schedulers named in a config: Hydra, Lightning CLI, torchtune, and the like. */
export const torchConfig: Format = {
  id: "torchConfig",
  title: "PyTorch schedulers in configs (Hydra, Lightning CLI, torchtune)",
  syntax: "yaml",
  recognises: (head) =>
    isShell(head)
      ? TUNE.test(head.text)
      : (isConfig(head) || isToml(head)) && SCHEDULER.test(head.text),
  load: async () => {
    const { readers } = await import("../lazy/configs");
    return (head, ports) => {
      if (isShell(head)) return readers.torchConfig.shell(head, ports);
      const syntax = isYaml(head) ? "yaml" : isToml(head) ? "toml" : "json";
      return readers.torchConfig[syntax](head, ports);
    };
  },
};
