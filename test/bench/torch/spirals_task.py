"""512 points on two spirals, a 2-32-32-2 network: src/probe/tasks/spirals.ts."""

import math

import torch

from mlp import replica as mlp_replica

SAMPLES = 512
torch.manual_seed(0)
LABELS = torch.arange(SAMPLES) % 2
_radius = torch.sqrt(0.02 + 0.98 * torch.rand(SAMPLES))
_angle = 2 * math.pi * _radius + math.pi * LABELS
INPUTS = 3 * _radius[:, None] * torch.stack([_angle.cos(), _angle.sin()], 1)
INPUTS += 0.25 * torch.randn(SAMPLES, 2)


def replica(seed):
    return mlp_replica(seed, [2, 32, 32, 2], INPUTS, LABELS)
