"""The adding problem with ten numbers, an LSTM of 32 units, 32 fresh sequences a step:
src/probe/tasks/lstm.ts. The gates have PyTorch's two biases instead of one."""

import torch
from torch import nn

LENGTH, HIDDEN, BATCH = 10, 32, 32
HALF = LENGTH // 2
ROWS = torch.arange(BATCH)


def sequences():
    numbers = torch.rand(LENGTH, BATCH)
    marks = torch.zeros(LENGTH, BATCH)
    marks[torch.randint(HALF, (BATCH,)), ROWS] = 1
    marks[HALF + torch.randint(HALF, (BATCH,)), ROWS] = 1
    return torch.stack([numbers, marks], 2), (numbers * marks).sum(0)


def replica(seed):
    torch.manual_seed(seed)
    lstm = nn.LSTM(2, HIDDEN)
    output = nn.Linear(HIDDEN, 1)
    optimizer = torch.optim.SGD([*lstm.parameters(), *output.parameters()], lr=0.01, momentum=0.9)

    def step():
        inputs, targets = sequences()
        optimizer.param_groups[0]["lr"] = 0.01
        optimizer.zero_grad(set_to_none=True)
        states, _ = lstm(inputs)
        (output(states[-1]).squeeze(1) - targets).square().mean().backward()
        optimizer.step()

    return step
