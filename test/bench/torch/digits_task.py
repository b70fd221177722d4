"""1,437 pictures of 8 x 8 pixels, a 64-48-10 network: src/probe/tasks/digits.ts. Made-up pixels: their
values do not change the time that a step takes."""

import torch

from mlp import replica as mlp_replica

SAMPLES = 1437
torch.manual_seed(0)
INPUTS = 2 * torch.rand(SAMPLES, 64) - 1
LABELS = torch.arange(SAMPLES) % 10


def replica(seed):
    return mlp_replica(seed, [64, 48, 10], INPUTS, LABELS)
