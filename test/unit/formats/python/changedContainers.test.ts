import { describe, expect, it } from "vitest";
import { readFormat } from "../read";

const HEAD = `import torch, sys, json
n = int(sys.argv[1])
opt = torch.optim.SGD(m.parameters(), lr=0.1)
`;

/** The scheduler that is made after some lines. */
async function read(lines: string, scheduler: string, values: Record<string, number> = {}) {
  const text = `${HEAD}${lines}\ns = torch.optim.lr_scheduler.${scheduler}\n`;
  const { schedules } = await readFormat("train.py", text, { values });
  return schedules[0];
}

const GAMMA = "StepLR(opt, step_size=10, gamma=d['gamma'])";
const OR_ELSE = "StepLR(opt, step_size=10, gamma=d.get('gamma', 0.7))";
const LENGTH = "StepLR(opt, step_size=len(x))";

describe("what only the run knows of a dict or a list", () => {
  it.each<[string, string]>([
    ["d = {'step_size': 10}\nif n > 2:\n    d['gamma'] = 0.5", "StepLR(opt, **d)"],
    ["d = {'gamma': 0.5}\nif n > 2:\n    d.pop('gamma')", OR_ELSE],
    ["d = {}\nif n > 2:\n    d.update(gamma=0.5)", OR_ELSE],
    ["d = {'a': 1}\nif n > 2:\n    d['b'] = 2", "StepLR(opt, step_size=len(d))"],
    ["d = {}\nif n > 2:\n    d['b'] = 2", "StepLR(opt, 10, 0.5 if 'b' in d else 0.1)"],
    ["d = {'gamma': 0.3}\nd.update(json.load(open('x.json')))", GAMMA],
    ["d = {'gamma': 0.3}\nd.update(json.load(open('x.json')))", OR_ELSE],
    ["d = {'gamma': 0.3}\nd.update(json.load(open('x.json')))", "StepLR(opt, 10, **d)"],
    ["d = {'gamma': 0.3}\nfor k, v in more.items():\n    d[k] = v", GAMMA],
    ["d = {'gamma': 0.3}\ndel d[sys.argv[2]]", GAMMA],
    ["d = {'gamma': 0.3}\nc = {**d}\nc.update(more)\nd = {'gamma': 0.2, **c}", GAMMA],
    ["x = [1, 2]\nfor v in range(n):\n    x.append(v)", LENGTH],
    ["x = [1, 2]\nfor v in range(n):\n    x.append(5)", "MultiStepLR(opt, x)"],
    ["x = [3, 1, n]\nx.sort()", "StepLR(opt, step_size=x[0])"],
    ["x = [3, 1]\nx.sort(key=lambda v: v)", "StepLR(opt, step_size=x[0])"],
    ["x = [3, 1]\nx.remove(n)", "StepLR(opt, step_size=x[0])"],
    ["x = [3, 1]\nx.extend(json.load(open('x.json')))", LENGTH],
    ["x = [5, 6]\nif n > 2:\n    x.append(7)\nx = x.copy()", LENGTH],
    ["x = [5, 6]\nif n > 2:\n    x.append(7)", "StepLR(opt, step_size=x.pop())"],
    ["x = [5, 6]\nif n > 2:\n    x.append(7)\nx.insert(0, 9)", "StepLR(opt, step_size=x[-1])"],
    ["x = [n, 3]", "StepLR(opt, step_size=5 + x.index(3))"],
  ])("%s: %s", async (lines, scheduler) => {
    const found = await read(lines, scheduler);
    expect(found?.schedule).toBeUndefined();
    expect(found?.unknowns).not.toEqual([]);
  });

  it.each<[string, string, number, number]>([
    // rate at step 10 by torch's formula: 0.1 · gamma, or 0.1 · 0.1^⌊10/size⌋
    ["d = {'gamma': 0.3}\ndel d['gamma']", OR_ELSE, 10, 0.1 * 0.7],
    ["d = {'gamma': 0.3}\nd.clear()", OR_ELSE, 10, 0.1 * 0.7],
    ["d = {'gamma': 0.3}\nd.setdefault('gamma', 0.9)", GAMMA, 10, 0.1 * 0.3],
    ["d = {}\nif n > 2:\n    d['gamma'] = 0.5\nelse:\n    d['gamma'] = 0.5", GAMMA, 10, 0.1 * 0.5],
    ["d = {}\nif n > 2:\n    d['b'] = 0.5\nd['gamma'] = 0.4", GAMMA, 10, 0.1 * 0.4],
    ["x = [1, 2, 3]\ndel x[0]", "StepLR(opt, step_size=5 * len(x))", 10, 0.1 * 0.1],
    ["x = [8, 5]\nx.sort()", "StepLR(opt, step_size=x[0])", 5, 0.1 * 0.1],
    ["x = [8]\nif n > 2:\n    x.append(7)\nx.clear()\nx.append(5)", LENGTH, 1, 0.1 * 0.1],
  ])("is known where it is: %s: %s", async (lines, scheduler, step, rate) => {
    const found = await read(lines, scheduler);
    expect(found?.unknowns).toEqual([]);
    const curve = found?.schedule?.tracks.get("learningRate")?.curve;
    expect(curve?.at(step)).toBeCloseTo(rate, 12);
  });

  it.each([
    [1, 0.5],
    [0, 0.1],
  ])("a key of a branch is there as the user says of its condition: %d", async (holds, gamma) => {
    const lines = "d = {'step_size': 10}\nif n > 2:\n    d['gamma'] = 0.5";
    const found = await read(lines, "StepLR(opt, **d)", { "n > 2": holds });
    expect(found?.schedule?.tracks.get("learningRate")?.curve.at(10)).toBeCloseTo(0.1 * gamma, 12);
  });
});
