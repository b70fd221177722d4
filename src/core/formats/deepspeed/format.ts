import { fileNameOf, hasLanguage } from "../head";
import type { Format } from "../format";

const NAMED = /(?:^|[^a-z])(?:ds|deepspeed|zero[_-]?[0-3])(?:[^a-z]|_?config)/i;
const TYPES = /"type"\s*:\s*"(?:Warmup(?:Decay|Cosine)?LR|OneCycle|LRRangeTest)"/;
const SECTIONS = /"(?:zero_optimization|train_(?:micro_)?batch_size|scheduler)/;

/** DeepSpeed's configuration, known by its name or by a scheduler that only DeepSpeed has. */
export const deepspeed: Format = {
  id: "deepspeed",
  title: "DeepSpeed",
  syntax: "json",
  recognises: (head) => {
    if (!hasLanguage(head, ["json", "jsonc"], /\.jsonc?$/i)) return false;
    const name = fileNameOf(head);
    if (/\.schedule\.jsonc?$/i.test(name)) return false;
    if (NAMED.test(name) && SECTIONS.test(head.text)) return true;
    return head.text.includes('"scheduler"') && TYPES.test(head.text);
  },
  load: async () => (await import("../lazy/configs")).readers.deepspeed,
};
