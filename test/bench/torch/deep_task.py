"""1,437 digits, six layers with a rate each: src/probe/tasks/deep."""

from torch import nn

from few_digits import few_digits
from mlp import replica as mlp_replica

INPUTS, LABELS = few_digits(1437)


def by_layer(model):
    layers = [layer for layer in model if isinstance(layer, nn.Linear)]
    return [{"params": list(layer.parameters())} for layer in layers]


def replica(seed):
    return mlp_replica(seed, [64, 32, 32, 32, 32, 32, 10], INPUTS, LABELS, groups=by_layer)
