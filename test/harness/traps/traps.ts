import { CONFIG_TRAPS } from "./configTraps";
import { SCRIPT_TRAPS } from "./scriptTraps";
import { SHELL_TRAPS } from "./shellTraps";
import { TORCH_TRAPS } from "./torchTraps";
import type { Trap } from "./trap";

/** One table for the readers' test and for the real VS Code; each file has a name of its own. */
export const TRAPS: readonly Trap[] = [
  ...TORCH_TRAPS,
  ...SCRIPT_TRAPS,
  ...CONFIG_TRAPS,
  ...SHELL_TRAPS,
];
