"""200 digits with fresh noise on the pixels, a 64-64-10 network: src/probe/tasks/augmentation."""

import torch

from few_digits import few_digits
from mlp import replica as mlp_replica

INPUTS, LABELS = few_digits(200)


def noisy(x):
    return x + 0.5 * torch.randn_like(x)


def replica(seed):
    return mlp_replica(seed, [64, 64, 10], INPUTS, LABELS, seen=noisy)
