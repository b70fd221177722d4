import type { Fix } from "../../problem";
import { formatCount } from "../../text/format";
import { t } from "../../text/words";
import type { Asking } from "../python/asking";
import { numberOf, rootsOf, type GivenValue, type LibraryObject } from "../python/script/value";
import { countsPreparedLoader, processesSymbol, type Prepared } from "./prepared";

/** What the rule looks at: a prepared scheduler's horizon beside the updates of the run. */
export interface PreparedUse {
  readonly asking: Asking;
  readonly prepared: Prepared | undefined;
  readonly scheduler: LibraryObject;
  /** The argument that says the horizon, and its name. */
  readonly name: string;
  readonly horizon: GivenValue | undefined;
  /** Updates of the run, and scheduler steps of each, where they are known. */
  readonly updates: number | undefined;
  readonly each: number | undefined;
}

/** schedule-by-another-clock: the horizon counts updates, but each process makes a step at each of them. */
export function timesProcesses(use: PreparedUse): void {
  const { asking, prepared, horizon, name } = use;
  if (!prepared?.perProcess || !horizon) return;
  const symbol = processesSymbol(prepared);
  const found = foundIn(use, prepared, horizon);
  if (found === undefined) return;
  asking.trap({
    code: "schedule-by-another-clock",
    severity: "error",
    range: horizon.range,
    message: t`${found} Multiply ${name} by ${symbol}, or make the Accelerator with step_scheduler_with_optimizer=False.`,
    why: t(
      "accelerate steps a prepared scheduler once per process for every update, as if the batches of all processes came one after the other.",
    ),
    source: {
      label: "accelerate, scheduler.py",
      url: "https://github.com/huggingface/accelerate/blob/main/src/accelerate/scheduler.py",
    },
    fixes: fixesOf(asking, horizon, symbol),
  });
}

function foundIn(
  { asking, scheduler, name, updates, each }: PreparedUse,
  prepared: Prepared,
  { value }: GivenValue,
): string | undefined {
  const steps = numberOf(value);
  if (steps !== undefined && updates !== undefined && each !== undefined) {
    if (each <= 1 || steps >= updates * each * 0.95) return undefined;
    return t`accelerate steps this scheduler ${formatCount(each)} times per update: it is over after ${formatCount(Math.round(steps / each))} of ${formatCount(updates)} updates.`;
  }
  if (each === 1) return undefined;
  const symbols = [...rootsOf(value)].map((root) => root.symbol);
  const loader = countsPreparedLoader(asking.script, prepared, { scheduler, symbols });
  if (loader === undefined) return undefined;
  return t`${name} counts ${loader} after prepare(), which is the length for one process, but accelerate steps this scheduler once for each of them: with several, it is over before the run is.`;
}

/** Written without parentheses where the product binds as tightly anyway. */
function fixesOf({ script }: Asking, { range }: GivenValue, symbol: string): Fix[] {
  const text = script.program.text.slice(range.start, range.end);
  if (text === "" || text.includes(symbol)) return [];
  const product = /^[\w.()*\s]+$/.test(text) ? text : `(${text})`;
  return [{ title: t`Multiply by ${symbol}`, edits: [{ range, text: `${product} * ${symbol}` }] }];
}
