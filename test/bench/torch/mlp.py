"""A network with softmax on mini-batches of 32, as src/probe/tasks/classifier.ts has it."""

import torch
from torch import nn
from torch.nn.functional import cross_entropy

BATCH = 32


def network(widths, activation=nn.Tanh):
    layers = []
    for i, (rows, columns) in enumerate(zip(widths, widths[1:])):
        layers += ([activation()] if i > 0 else []) + [nn.Linear(rows, columns)]
    return nn.Sequential(*layers)


def rows_of(count, batch):
    """The rows of the next mini-batch, in an order drawn anew for each epoch."""
    while True:
        order = torch.randperm(count)
        for at in range(0, count - batch + 1, batch):
            yield order[at : at + batch]


def one_group(model):
    return [{"params": list(model.parameters())}]


def replica(seed, widths, inputs, labels, *, loss=cross_entropy, seen=lambda x: x, groups=one_group, activation=nn.Tanh, **options):
    """
    A function that makes one update of SGD with momentum 0.9 under rates set anew each step.

    loss: of logits and labels. seen: what the network sees of a mini-batch. groups: the parameters
    by rate. options: what the optimizer is given besides.
    """
    torch.manual_seed(seed)
    model = network(widths, activation)
    optimizer = torch.optim.SGD(groups(model), lr=0.01, momentum=0.9, **options)
    batches = rows_of(len(inputs), BATCH)

    def step():
        rows = next(batches)
        for group in optimizer.param_groups:
            group["lr"] = 0.01
        optimizer.zero_grad(set_to_none=True)
        loss(model(seen(inputs[rows])), labels[rows]).backward()
        optimizer.step()

    return step
