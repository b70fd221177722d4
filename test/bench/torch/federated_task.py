"""Federated averaging of 64-32-10 networks, batches of 16, rounds of 10 updates: src/probe/tasks/federated.

Three of ten clients take part in a round. Only these are trained here, one after another."""

import copy

import torch
from torch.nn.functional import cross_entropy

from few_digits import few_digits
from mlp import network

CLIENTS, PARTICIPANTS, ROUND, BATCH = 10, 3, 10, 16
EACH = 100
INPUTS, LABELS = few_digits(CLIENTS * EACH)


def local_step(model, optimizer, client):
    rows = client * EACH + torch.randint(EACH, (BATCH,))
    optimizer.param_groups[0]["lr"] = 0.01
    optimizer.zero_grad(set_to_none=True)
    cross_entropy(model(INPUTS[rows]), LABELS[rows]).backward()
    optimizer.step()


def average(server, models):
    with torch.no_grad():
        for whole, *parts in zip(server.parameters(), *(model.parameters() for model in models)):
            whole.copy_(torch.stack(parts).mean(0))


def replica(seed):
    torch.manual_seed(seed)
    server = network([64, 32, 10])
    local, done = [], 0

    def step():
        nonlocal local, done
        if done % ROUND == 0:
            chosen = torch.randperm(CLIENTS)[:PARTICIPANTS].tolist()
            models = [copy.deepcopy(server) for _ in chosen]
            optimizers = [torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9) for model in models]
            local = list(zip(models, optimizers, chosen))
        for model, optimizer, client in local:
            local_step(model, optimizer, client)
        done += 1
        if done % ROUND == 0:
            average(server, [model for model, _, _ in local])

    return step
