"""1,437 pictures of 8 x 8 pixels, a 64-48-10 network: src/probe/tasks/digits.ts."""

from few_digits import few_digits
from mlp import replica as mlp_replica

INPUTS, LABELS = few_digits(1437)


def replica(seed):
    return mlp_replica(seed, [64, 48, 10], INPUTS, LABELS)
