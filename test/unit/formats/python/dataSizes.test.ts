import { describe, expect, it } from "vitest";
import { one } from "../read";

/** A cosine as long as `loader`; its length, or what is asked for. */
const horizon = async (text: string, after = "") => {
  const found = await one(
    "train.py",
    `import os, torch
from torch.utils.data import ${PARTS}
from torchvision import datasets
${text}
opt = torch.optim.SGD(net.parameters(), lr=0.1)
s = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=len(loader))
${after}for batch in loader:
    opt.step()
    s.step()
`,
  );
  const unknowns = found?.unknowns ?? [];
  return unknowns.length > 0 ? unknowns.map(({ symbol }) => symbol) : found?.schedule?.length;
};

const PARTS = `(BatchSampler, ConcatDataset, DataLoader, Dataset, DistributedSampler, RandomSampler,
    SubsetRandomSampler, Subset, TensorDataset, WeightedRandomSampler, random_split)`;
const CIFAR = `data = datasets.CIFAR10("data", train=True, download=True)\n`;
const T = `data = TensorDataset(torch.randn(60001, 1))\n`;

const dataset = (body: string) => `class Own(Dataset):
${body.replaceAll(/^/gm, "    ")}
loader = DataLoader(Own("folder"), batch_size=10)
`;

// len() of the same loaders in torch 2.13; CIFAR-10 has 50,000 images to train with
describe("the batches of an epoch", () => {
  it.each([
    [391, `${CIFAR}loader = DataLoader(data, 128, shuffle=True)`],
    [
      351,
      `${CIFAR}a, b = random_split(data, [0.9, 0.1])\nloader = DataLoader(a, 128, drop_last=True)`,
    ],
    [
      352,
      `${CIFAR}n = len(data) - 5000\na, b = random_split(data, [n, 5000])\nloader = DataLoader(a, 128)`,
    ],
    [30001, `${T}a, b, c = random_split(data, [0.5, 0.25, 0.25])\nloader = DataLoader(a)`],
    [15000, `${T}a, b, c = random_split(data, [0.5, 0.25, 0.25])\nloader = DataLoader(c)`],
    [60001, `${T}loader = DataLoader(data, batch_size=None)`],
    [
      16,
      `${T}few = SubsetRandomSampler(list(range(1000)))\nloader = DataLoader(data, 64, sampler=few)`,
    ],
    [
      16,
      `${T}few = WeightedRandomSampler(weights, 500)\nloader = DataLoader(data, 32, sampler=few)`,
    ],
    [
      12,
      `${T}few = BatchSampler(RandomSampler(data, num_samples=100), 8, True)\nloader = DataLoader(data, batch_sampler=few)`,
    ],
    [
      4501,
      `${CIFAR}a, b = random_split(data, [0.9, 0.1])
loader = DataLoader(ConcatDataset([a, Subset(b, range(7))]), batch_size=10)`,
    ],
    [7, `loader = DataLoader([(0, 1)] * 2 + [(1, 0)] * 5)`],
    [100, `loader = DataLoader(datasets.MNIST("d", train=False), batch_size=100)`],
    [573, `loader = DataLoader(datasets.SVHN("d", split="train"), batch_size=128)`],
    [
      8,
      dataset(
        "def __init__(self, folder):\n    self.n = 40\ndef __len__(self):\n    return 2 * self.n",
      ),
    ],
  ])("are %i", async (count, text) => {
    expect(await horizon(text)).toBe(count);
  });

  const ASKED = ["len(loader)"];
  it.each([
    ["files lie in a folder", `loader = DataLoader(datasets.ImageFolder("data"), batch_size=10)`],
    ["the part is not there", `loader = DataLoader(datasets.SVHN("d", split="all"))`],
    [
      "processes share the data",
      `${CIFAR}loader = DataLoader(data, 128, sampler=DistributedSampler(data))`,
    ],
    [
      "a class has been left out",
      `${CIFAR}data.data = data.data[mask]\nloader = DataLoader(data, 128)`,
    ],
    [
      "something else may take some out",
      `from own import clean\n${CIFAR}clean(data)\nloader = DataLoader(data, 128)`,
    ],
    [
      "a loop counts them",
      dataset(
        "def __init__(self, folder):\n    self.n = 0\n    for f in os.listdir(folder):\n        self.n += 1\ndef __len__(self):\n    return self.n",
      ),
    ],
    [
      "a setter adds some",
      dataset(
        `def __init__(self, folder):
    self.held = datasets.CIFAR10(folder)
    self.data = more
@property
def data(self):
    return self.held.data
@data.setter
def data(self, value):
    self.held.data = value
def __len__(self):
    return len(self.held)`,
      ),
    ],
  ])("are asked for where %s", async (_, text) => {
    expect(await horizon(text)).toEqual(ASKED);
  });

  it("are another number in each process once accelerate has the loader", async () => {
    const text = `from accelerate import Accelerator
accelerator = Accelerator()
${CIFAR}loader = DataLoader(data, 128)
loader = accelerator.prepare(loader)`;
    expect(await horizon(text)).toEqual(ASKED);
  });

  const rounds = async (over: string, body = "") => {
    const text = `import torch
from itertools import islice
from torch.utils.data import ${PARTS}
from torchvision import datasets
${CIFAR}loader = DataLoader(data, 128)
opt = torch.optim.SGD(net.parameters(), lr=0.1)
s = torch.optim.lr_scheduler.StepLR(opt, 100)
debug = False
for i, batch in enumerate(${over}):
${body}    opt.step()
    s.step()
`;
    const found = await one("train.py", text);
    const asked = found?.unknowns.map(({ symbol }) => symbol) ?? [];
    return asked.length > 0 ? asked : found?.schedule?.length;
  };

  it.each([
    ["loader", 391],
    ["islice(loader, 100)", 100],
    ["islice(loader, 1000)", 391],
    ["islice(loader, most)", ["len(islice(loader, most))"]],
    ["zip(loader, DataLoader(data, 500))", 100],
    ["zip(loader, others)", ["len(zip(loader, others))"]],
  ])("are the rounds of a loop over %s", async (over, count) => {
    expect(await rounds(over)).toEqual(count);
  });

  it.each([
    ["is left after some", "    if i == 100: break\n", ["len(loader)"]],
    ["would be left for a flag that is off", "    if debug: break\n", 391],
  ])("of a loop that %s", async (_, body, count) => {
    expect(await rounds("loader", body)).toEqual(count);
  });

  it("are told by the data set of a loader", async () => {
    const text = `${CIFAR}other = DataLoader(data, 128)
loader = DataLoader(range(len(other.dataset) // (10 * other.batch_size)), 1)`;
    expect(await horizon(text)).toBe(39);
  });
});
