import type { Format } from "../format";
import { isShell } from "../configHead";

const SCHEDULER = /--lr[-_]scheduler[-_]type\b/;
const RATE = /--learning[-_]rate\b/;
/** Flags that other programs hardly have. */
const OWN =
  /--(?:num[-_]train[-_]epochs|per[-_]device[-_]train[-_]batch[-_]size|warmup[-_]ratio)\b/;
const LENGTHS = /--(?:num[-_]train[-_]epochs|max[-_]steps|warmup[-_](?:ratio|steps))\b/;

/** transformers' TrainingArguments as flags in a shell script. */
export const shellFlags: Format = {
  id: "shellFlags",
  title: "Hugging Face TrainingArguments (shell scripts)",
  syntax: "shell",
  recognises: (head) =>
    isShell(head) &&
    (SCHEDULER.test(head.text)
      ? RATE.test(head.text) || LENGTHS.test(head.text)
      : RATE.test(head.text) && OWN.test(head.text)),
  load: async () => (await import("../lazy/configs")).readers.shellFlags,
};
