"""600 digits, a 64-64-64-10 ReLU network, before it is pruned: src/probe/tasks/lottery."""

from torch import nn

from few_digits import few_digits
from mlp import replica as mlp_replica

INPUTS, LABELS = few_digits(600)


def replica(seed):
    return mlp_replica(seed, [64, 64, 64, 10], INPUTS, LABELS, activation=nn.ReLU)
