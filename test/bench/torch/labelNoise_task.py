"""600 digits, a 64-64-10 network, a factor for each sample by its margin: src/probe/tasks/labelNoise."""

import torch
from torch.nn.functional import cross_entropy

from few_digits import few_digits
from mlp import replica as mlp_replica

EASY, HARD = 1.0, 0.1
INPUTS, LABELS = few_digits(600)


def by_margin(logits, labels):
    with torch.no_grad():
        own = logits.gather(1, labels[:, None])
        others = logits.scatter(1, labels[:, None], -torch.inf).amax(1, keepdim=True)
        factor = HARD + (EASY - HARD) * torch.sigmoid(own - others).squeeze(1)
    return (factor * cross_entropy(logits, labels, reduction="none")).mean()


def replica(seed):
    return mlp_replica(seed, [64, 64, 10], INPUTS, LABELS, loss=by_margin)
