"""A table of 410 rows with four inputs and three classes, a 4-32-32-3 network: src/probe/tasks/csv.ts
on the table that test/bench/probe/speeds.ts makes up."""

import torch

from mlp import replica as mlp_replica

ROWS = 410
torch.manual_seed(0)
INPUTS = torch.randn(ROWS, 4)
LABELS = torch.arange(ROWS) % 3


def replica(seed):
    return mlp_replica(seed, [4, 32, 32, 3], INPUTS, LABELS)
