import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call } from "./capture";

let folder = "";
const file = (name: string) => path.join(folder, name);

const SCRIPT = (total: string) => `import torch
model = torch.nn.Linear(1, 1)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=${total})
for step in range(${total}):
    opt.step()
    sched.step()
`;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "resume-"));
  const plan = { length: { steps: 100 }, learningRate: { kind: "linear", from: 0.1, to: 0 } };
  await writeFile(file("plan.schedule.json"), JSON.stringify(plan));
  await writeFile(file("train.py"), SCRIPT("100"));
  await writeFile(file("constant.py"), `N = 100\n${SCRIPT("N")}`);
  await writeFile(file("longer.py"), SCRIPT("150"));
  await writeFile(file("asked.py"), `import sys\ntotal = int(sys.argv[1])\n${SCRIPT("total")}`);
});
afterAll(() => rm(folder, { recursive: true }));

interface Report {
  readonly format: string;
  readonly length: number;
  readonly unbroken: number;
  readonly wanted: number;
  readonly ways: readonly {
    readonly id: string;
    readonly first: number | null;
    readonly jump: number | null;
    readonly rates: readonly (readonly [number, number])[];
  }[];
}
const reportOf = async (...args: string[]): Promise<Report> =>
  JSON.parse((await call("resume", ...args, "--json")).out) as Report;

const cosine = (step: number, total: number): number =>
  0.05 * (1 + Math.cos((Math.PI * step) / total));

describe("resume", () => {
  it("tells each way of a definition over another length", async () => {
    const report = await reportOf(file("plan.schedule.json"), "--at", "50", "--length", "200");
    expect(report).toMatchObject({ format: "native", length: 200 });
    expect(report.wanted).toBeCloseTo(0.075, 12);
    const over = report.ways.find(({ id }) => id === "startedOver");
    expect(over?.rates[0]).toEqual([50, 0.1]);
    expect(over?.jump).toBeCloseTo(0.05, 12);
  });

  it.each(["constant.py", "train.py"])("reads %s over another length", async (name) => {
    const report = await reportOf(file(name), "--at", "50", "--length", "150");
    expect(report).toMatchObject({ format: "torch", length: 150 });
    expect(report.wanted).toBeCloseTo(cosine(50, 150), 12);
    const state = report.ways.find(({ id }) => id === "state");
    expect(state?.first).toBeCloseTo(cosine(50, 100), 12);
  });

  it("takes the file as it is when the run is resumed", async () => {
    const report = await reportOf(file("train.py"), "--at", "50", "--with", file("longer.py"));
    expect(report.wanted).toBeCloseTo(cosine(50, 150), 12);
  });

  it("prints a table, and why", async () => {
    const { out, code } = await call("resume", file("train.py"), "--at", "50");
    expect(code).toBe(0);
    expect(out).toContain("resumed after 50 of 100 steps, over 100");
    expect(out).toMatch(/optimizer and scheduler restored: load_state_dict restores the arguments/);
  });

  it.each([
    [["train.py"], "resume needs --at"],
    [["train.py", "--at", "100"], "nothing is left at step 100"],
    [["train.py", "--at", "5", "--schedule", "x"], 'no schedule "x"'],
    [["asked.py", "--at", "5"], '--set "sys.argv[1]=…"'],
  ])("refuses %s", async ([name = "", ...rest], reason) => {
    const { err, code } = await call("resume", file(name), ...rest);
    expect(code).toBe(2);
    expect(err).toContain(reason);
  });
});
