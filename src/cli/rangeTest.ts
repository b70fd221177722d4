import type { ProbePlan } from "../core/probePlan";
import { formatNumber } from "../core/text/format";
import type { BackendLoader } from "../probe/backends/loader";
import { probeControl } from "../probe/control";
import { rangeTestResult, type RangeTestResult } from "../probe/rangeTest/result";
import type { SuggestionMethod } from "../probe/rangeTest/suggestions";
import { checkSweep, rangeTestRequest, USUAL_SWEEP, type Sweep } from "../probe/rangeTest/sweep";
import type { ProbeRequest } from "../core/probeContract";
import { newRun, takeEvent } from "../probe/results/run";
import { runProbe } from "../probe/run";
import { alignedTable, type Environment, json } from "./environment";
import { EXIT, UsageError } from "./exit";
import { type Flags, textFlag } from "./flags";
import { ProgressLine } from "./progressLine";

const METHODS: Readonly<Record<SuggestionMethod, string>> = {
  steepest: "where the loss falls fastest",
  valley: "the middle of its longest descent",
  minimum: "a tenth of where it is lowest",
};

function rateFlag(flags: Flags, name: "from" | "to"): number {
  const text = textFlag(flags, name);
  if (text === undefined) return USUAL_SWEEP[name];
  const rate = Number(text);
  if (text.trim() === "" || !Number.isFinite(rate)) {
    throw new UsageError(`--${name} takes a rate, not "${text}"`);
  }
  return rate;
}

/** What the flags ask for. */
export function sweepOf(flags: Flags, steps: number | undefined): Sweep {
  const sweep: Sweep = {
    from: rateFlag(flags, "from"),
    to: rateFlag(flags, "to"),
    steps: steps ?? USUAL_SWEEP.steps,
    shape: flags["linear"] ? "linear" : "exponential",
  };
  const wrong = checkSweep(sweep);
  if (wrong !== undefined) throw new UsageError(wrong);
  return sweep;
}

export interface RangeTest {
  readonly plan: ProbePlan;
  readonly sweep: Sweep;
  readonly backend: ProbeRequest["backend"];
  /** The definition's `probe.learningRateScale`. */
  readonly scale: number;
  readonly loaders: readonly BackendLoader[];
}

/** Sweeps the rate for the plan's first schedule and tells which rates the loss suggests. */
export async function rangeTest(
  { plan, sweep, backend, scale, loaders }: RangeTest,
  flags: Flags,
  environment: Environment,
): Promise<number> {
  const request = rangeTestRequest({ ...plan, ...(backend && { backend }) }, sweep);
  const run = newRun(request);
  const control = probeControl();
  const progress = new ProgressLine(environment);
  const user = { interrupted: false };
  const stopListening = environment.onInterrupt(() => {
    user.interrupted = true;
    control.cancel();
  });
  const result = (): RangeTestResult => rangeTestResult(sweep, run.replicas, scale);
  await runProbe(
    request,
    (event) => {
      takeEvent(run, event);
      progress.draw(event);
      if (event.type === "points" && result().stopped) control.cancel();
    },
    control,
    loaders,
  );
  stopListening();
  if (run.error !== undefined) throw new UsageError(run.error);
  const name = run.schedules[0]?.name ?? "";
  environment.out(flags["json"] ? json({ schedule: name, ...result() }) : report(name, result()));
  return user.interrupted ? EXIT.interrupted : EXIT.ok;
}

function report(name: string, { rates, stopped, suggestions }: RangeTestResult): string {
  const [from, to] = [rates[0] ?? NaN, rates.at(-1) ?? NaN].map((rate) => formatNumber(rate, 3));
  const end = stopped
    ? `The loss blew up at ${formatNumber(stopped.rate, 3)}.`
    : "The loss did not blow up.";
  const head = `Range test of "${name}": rates from ${from ?? ""} to ${to ?? ""}. ${end}\n`;
  if (suggestions.length === 0)
    return `${head}The loss did not fall: there is nothing to suggest.\n`;
  const rows = suggestions.map(({ method, rate, loss }) => [
    formatNumber(rate, 3),
    METHODS[method],
    `loss ${formatNumber(loss, 3)}`,
  ]);
  return `${head}${alignedTable(rows, "left")}`;
}
