import type { Machine } from "../machine";
import { asFlag } from "../value";
import { argument, first, type Native } from "./native";

/** What launchers and clusters set for every run, whatever a script takes in its absence. */
const OF_LAUNCHERS =
  /RANK|WORLD_SIZE|MASTER_|^SLURM|^OMPI_|^PMI_|^CUDA_|N(?:UM_?)?(?:GPU|NODE|PROC)/i;

/**
 * `os.environ.get("LR", 0.1)`: the default, where there is one and no shell script that runs the file
 * sets the variable; what the user gave for it counts instead.
 */
export const environment: Native = (machine, given, place) => {
  const name = first(given);
  const usual = argument(given, "default", 1);
  const told = machine.unknown(place.text, place.range);
  if (told.type !== "unknown" || name?.type !== "text" || !usual) return told;
  if (!PLAIN.has(usual.type) || OF_LAUNCHERS.test(name.value)) return told;
  return isSetBeside(machine, name.value) ? told : asFlag(usual);
};

const PLAIN: ReadonlySet<string> = new Set(["number", "text", "boolean", "none"]);

/** `LR=0.2 python train.py`, `export LR=0.2` */
const isSetBeside = (machine: Machine, name: string): boolean =>
  /^\w+$/.test(name) &&
  machine.launches().some(({ text }) => new RegExp(String.raw`\b${name}=`).test(text));
