import type { Format } from "../format";
import { isShell } from "../configHead";

/** Megatron-LM's flags in a shell script. */
export const megatron: Format = {
  id: "megatron",
  title: "Megatron-LM (shell scripts)",
  syntax: "shell",
  recognises: (head) =>
    isShell(head) &&
    /--(?:lr-decay-style|lr-decay-iters|lr-warmup-(?:iters|fraction|samples))\b/.test(head.text) &&
    /--train-(?:iters|samples)\b/.test(head.text),
  load: async () => (await import("../lazy/configs")).readers.megatron,
};
