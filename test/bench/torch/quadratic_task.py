"""Half of the sum of h times theta squared over 32 directions, with gradient noise of variance h:
src/probe/tasks/quadratic.ts."""

import torch

CURVATURE = torch.logspace(0, -3, 32)
DEVIATION = CURVATURE.sqrt()


def replica(seed):
    generator = torch.Generator().manual_seed(seed)
    theta = (1 / CURVATURE).sqrt().requires_grad_()
    optimizer = torch.optim.SGD([theta], lr=0.01, momentum=0.9)

    def step():
        optimizer.param_groups[0]["lr"] = 0.01
        optimizer.zero_grad(set_to_none=True)
        noise = DEVIATION * torch.randn(32, generator=generator)
        loss = 0.5 * (CURVATURE * theta.square()).sum() + (noise * theta).sum()
        loss.backward()
        optimizer.step()

    return step
