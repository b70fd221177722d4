import type { DocumentHead } from "./format";
import { hasLanguage } from "./head";

/** Longer texts are data, not configs that anybody wrote. */
const MOST = 300_000;

const isShort = ({ text }: DocumentHead): boolean => text.length <= MOST;

export const isYaml = (head: DocumentHead): boolean =>
  isShort(head) && hasLanguage(head, ["yaml"], /\.ya?ml$/i);

export const isToml = (head: DocumentHead): boolean =>
  isShort(head) && hasLanguage(head, ["toml"], /\.toml$/i);

export const isShell = (head: DocumentHead): boolean =>
  isShort(head) && hasLanguage(head, ["shellscript"], /\.(?:sh|bash|slurm|sbatch)$/i);

const isJson = (head: DocumentHead): boolean =>
  isShort(head) && hasLanguage(head, ["json", "jsonc"], /\.jsonc?$/i);

/** A config in YAML or JSON. */
export const isConfig = (head: DocumentHead): boolean => isYaml(head) || isJson(head);

/** Whether a key stands at the start of a line, however far it is indented, or in a map on one line. */
export const hasKey = ({ text }: DocumentHead, key: string): boolean =>
  text.includes(`${key}:`) && new RegExp(`(?:^[ \\t]*(?:- )?|[{,][ \\t]*)${key}:`, "m").test(text);
