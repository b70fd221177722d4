import { readFile } from "node:fs/promises";
import { analyze } from "../../src/core/analyze";
import { parseJson } from "../../src/core/parse/json";
import { planProbe, type PlannableSchedule } from "../../src/core/probePlan";
import { wasmBackend } from "../../src/probe/backends/wasm";
import { probeControl } from "../../src/probe/control";
import { newRun, takeEvent, type ProbeRun } from "../../src/probe/results/run";
import { runProbe } from "../../src/probe/run";
import type { TaskMaker } from "../../src/probe/tasks/table";
import type { Definition } from "./claim";

export interface Experiment {
  readonly definitions: readonly Definition[];
  readonly task: string;
  readonly steps: number;
  readonly seeds: number;
  /** 1 without it. */
  readonly firstSeed?: number;
  readonly evaluateEvery?: number;
  readonly measureEvery?: number;
  readonly sharpnessEvery?: number;
  /** Also the control arms. */
  readonly control?: boolean;
  /** The task on another draw of its data. */
  readonly make?: TaskMaker;
}

const WASM = "node_modules/@tensorflow/tfjs-backend-wasm/dist";

const wasm = wasmBackend(async (file) => new Uint8Array(await readFile(`${WASM}/${file}`)).buffer);

/** Trains definitions as the command line does: read, evaluated, squeezed into the probe's steps. */
export class Lab {
  async train(experiment: Experiment): Promise<ProbeRun> {
    const { definitions, task, steps, seeds, evaluateEvery, make, ...measure } = experiment;
    const plan = planProbe(definitions.map(plannable), { task, steps, seeds, ...measure });
    const request = { ...plan, ...(evaluateEvery !== undefined && { evaluateEvery }) };
    const run = newRun(request);
    await runProbe(
      request,
      (event) => {
        takeEvent(run, event);
      },
      probeControl(),
      [wasm],
      make && { make },
    );
    if (run.error !== undefined) throw new Error(run.error);
    return run;
  }
}

function plannable(definition: Definition, index: number): PlannableSchedule {
  const { schedules } = analyze(parseJson(JSON.stringify(definition)), {});
  const [found] = schedules;
  if (!found?.schedule || !found.complete) {
    throw new Error(`definition ${index}: ${found?.problems[0]?.message ?? "no schedule"}`);
  }
  return { id: String(index), schedule: found.schedule };
}
