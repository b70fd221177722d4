import { version } from "../../package.json";
import { fittingText } from "../probe/results/fittingRun";
import type { ProbeRun } from "../probe/results/run";
import { toRunFile } from "../probe/results/runFile";
import { judge } from "../probe/verdict/verdict";
import type { Environment } from "./environment";
import { EXIT, UsageError } from "./exit";
import { writeFileAt } from "./files";
import { type Flags, textFlag } from "./flags";
import { probeReport } from "./probeReport";

/** Reports a run, saves it where that is asked for, and says by the exit code how it ended. */
export async function tellRun(
  run: ProbeRun,
  flags: Flags,
  environment: Environment,
): Promise<number> {
  refuseUntrained(run);
  const saved = new Date().toISOString();
  const file = fittingText(run, (fitting) => toRunFile(fitting, { version, saved }));
  const target = textFlag(flags, "save");
  if (target !== undefined) await writeFileAt(target, `${file}\n`);
  environment.out(flags["json"] ? file : probeReport(run, judge(run)));
  return exitOf(run, environment) ?? (hasDiverged(run) ? EXIT.failed : EXIT.ok);
}

const hasDiverged = ({ replicas }: ProbeRun): boolean => replicas.some(({ diverged }) => diverged);

/** Nothing was trained: the request is at fault, and the engine has said why. */
export function refuseUntrained({ error, backend }: ProbeRun): void {
  if (error !== undefined && backend === undefined) throw new UsageError(error);
}

/** The code of a run that did not get to its end. */
export function exitOf({ error, state }: ProbeRun, environment: Environment): number | undefined {
  if (error !== undefined) {
    environment.err(`learning-rate-designer: ${error}\n`);
    return EXIT.broken;
  }
  return state === "cancelled" ? EXIT.interrupted : undefined;
}
