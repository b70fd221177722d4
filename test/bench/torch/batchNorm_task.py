"""1,000 digits, 64-32-32-10 with batch norm, batches of 16: src/probe/tasks/batchNorm."""

import torch
from torch import nn
from torch.nn.functional import cross_entropy

from few_digits import few_digits
from mlp import rows_of

INPUTS, LABELS = few_digits(1000)


def block(rows, columns):
    return [nn.Linear(rows, columns, bias=False), nn.BatchNorm1d(columns), nn.ReLU()]


def replica(seed):
    torch.manual_seed(seed)
    model = nn.Sequential(*block(64, 32), *block(32, 32), nn.Linear(32, 10))
    norms = [layer for layer in model if isinstance(layer, nn.BatchNorm1d)]
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    batches = rows_of(len(INPUTS), 16)

    def step():
        rows = next(batches)
        optimizer.param_groups[0]["lr"] = 0.01
        for norm in norms:
            norm.momentum = 0.1
        optimizer.zero_grad(set_to_none=True)
        cross_entropy(model(INPUTS[rows]), LABELS[rows]).backward()
        optimizer.step()

    return step
