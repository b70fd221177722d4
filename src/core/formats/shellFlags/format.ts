import type { Format } from "../format";
import { isShell } from "../configHead";

/** transformers' TrainingArguments as flags in a shell script. */
export const shellFlags: Format = {
  id: "shellFlags",
  title: "Hugging Face TrainingArguments (shell scripts)",
  syntax: "shell",
  recognises: (head) =>
    isShell(head) &&
    /--learning[-_]rate\b/.test(head.text) &&
    /--(?:lr[-_]scheduler[-_]type|num[-_]train[-_]epochs|per[-_]device[-_]train[-_]batch[-_]size|warmup[-_]ratio)\b/.test(
      head.text,
    ),
  load: async () => (await import("../lazy/configs")).readers.shellFlags,
};
