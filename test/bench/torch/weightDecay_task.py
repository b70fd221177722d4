"""300 digits, a 64-64-10 network with weight decay: src/probe/tasks/weightDecay."""

from few_digits import few_digits
from mlp import replica as mlp_replica

INPUTS, LABELS = few_digits(300)


def replica(seed):
    return mlp_replica(seed, [64, 64, 10], INPUTS, LABELS, weight_decay=0.001)
