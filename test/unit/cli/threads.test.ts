import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Threads } from "../../../src/cli/environment";
import { EXIT } from "../../../src/cli/exit";
import { probeControl } from "../../../src/probe/control";
import type { ProbeRequest } from "../../../src/core/probeContract";
import { parseRunFile, toRunFile } from "../../../src/probe/results/runFile";
import { runProbe } from "../../../src/probe/run";
import { wasm } from "../probe/backends";
import { call, callWith } from "./capture";

const folder = mkdtempSync(path.join(tmpdir(), "threads-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const at = (name: string): string => path.join(folder, name);
const definition = at("a.schedule.json");
const LONG = ["--task", "federated", "--steps", "210", "--seeds", "3"];
const SHORT = ["--task", "quadratic", "--steps", "10", "--seeds", "3"];

/** Threads that are none: the tasks wait for one another in this one. */
function threads(count: number, lost = false): Threads & { readonly got: ProbeRequest[] } {
  const got: ProbeRequest[] = [];
  return {
    count,
    got,
    async train(request, sink) {
      got.push(request);
      await runProbe(request, sink, probeControl(), [wasm]);
      if (lost) throw new Error("it ended with code 1");
    },
  };
}

/** Everything but the clock and the reason for the backend. */
function outcome(name: string): unknown {
  const run = parseRunFile(readFileSync(at(name), "utf8"));
  return toRunFile({ ...run, seconds: undefined, stepsPerSecond: undefined, why: undefined });
}

describe("a probe in several threads", () => {
  beforeAll(async () => {
    writeFileSync(definition, JSON.stringify({ length: { steps: 210 }, learningRate: 0.1 }));
    await call("probe", definition, ...LONG, "--save", at("whole.json"));
  });

  it.each([
    [2, [[3]]],
    [64, [[2], [3]]],
  ])("is that of one thread, to the last bit, with %i", async (count, seeds) => {
    const others = threads(count);
    const world = { threads: others };
    const { code, err } = await callWith(
      world,
      ...["probe", definition, ...LONG, "--save", at("shared.json")],
    );
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(others.got.map((request) => request.seeds)).toEqual(seeds);
    expect(outcome("shared.json")).toEqual(outcome("whole.json"));
  });

  it("trains the part of a lost thread again, says so, and tells no step twice", async () => {
    const { code, err } = await callWith(
      { threads: threads(2, true) },
      ...["probe", definition, ...LONG, "--save", at("rescued.json")],
    );
    expect(code).toBe(0);
    expect(err).toBe(
      "A thread was lost (it ended with code 1); its seeds are trained in the other one.\n",
    );
    expect(outcome("rescued.json")).toEqual(outcome("whole.json"));
  });

  it("is over for all parts once one of them has failed, and says why", async () => {
    const seen: AbortSignal[] = [];
    const failing: Threads = {
      count: 2,
      train: (_, sink, stop) => {
        seen.push(stop);
        sink({ type: "failed", message: "There is no memory left." });
        return Promise.resolve();
      },
    };
    const { code, err } = await callWith(
      { threads: failing },
      ...["probe", definition, ...LONG, "--save", at("failed.json")],
    );
    expect([code, err]).toEqual([EXIT.broken, expect.stringContaining("There is no memory left.")]);
    expect(seen.map(({ aborted }) => aborted)).toEqual([true]);
    // this thread's own part, of 210 steps, was not trained to its end either
    const { step, state } = parseRunFile(readFileSync(at("failed.json"), "utf8"));
    expect(state).toBe("failed");
    expect(step).toBeLessThan(210);
  });

  it.each([
    ["a short one", SHORT],
    ["a shard, beside which others run", [...LONG, "--shard", "1/3", "--save", at("part.json")]],
  ])("is not made of %s", async (_, args) => {
    const others = threads(2);
    await callWith({ threads: others }, "probe", definition, ...args);
    expect(others.got).toEqual([]);
  });
});
