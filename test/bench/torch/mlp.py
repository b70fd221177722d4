"""A tanh network with softmax on mini-batches of 32, as src/probe/tasks/classifier.ts has it."""

import torch
from torch import nn
from torch.nn.functional import cross_entropy

BATCH = 32


def network(widths):
    layers = []
    for i, (rows, columns) in enumerate(zip(widths, widths[1:])):
        layers += ([nn.Tanh()] if i > 0 else []) + [nn.Linear(rows, columns)]
    return nn.Sequential(*layers)


def replica(seed, widths, inputs, labels):
    """A function that makes one update of SGD with momentum 0.9 under a rate set anew each step."""
    torch.manual_seed(seed)
    model = network(widths)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    per_epoch = len(inputs) // BATCH
    state = {"step": 0, "order": None}

    def step():
        at = state["step"] % per_epoch
        if at == 0:
            state["order"] = torch.randperm(len(inputs))
        rows = state["order"][at * BATCH : (at + 1) * BATCH]
        state["step"] += 1
        optimizer.param_groups[0]["lr"] = 0.01
        optimizer.zero_grad(set_to_none=True)
        cross_entropy(model(inputs[rows]), labels[rows]).backward()
        optimizer.step()

    return step
