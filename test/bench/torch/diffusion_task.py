"""Denoising diffusion in the plane, a SiLU network 10-48-48-2, batches of 128: src/probe/tasks/diffusion."""

import math

import torch
from torch import nn

LEVELS, BATCH = 50, 128
FREQUENCIES = torch.tensor([1.0, 2.0, 4.0, 8.0]) * math.pi / 2
STEPS = torch.cos((torch.arange(LEVELS + 1) / LEVELS + 0.008) / 1.008 * math.pi / 2) ** 2
ALPHA_BAR = torch.cumprod((STEPS[1:] / STEPS[:-1]).clamp(min=0.001), 0)


def ring(count):
    angle = torch.randint(8, (count,)) * math.pi / 4
    centres = 1.4 * torch.stack([torch.cos(angle), torch.sin(angle)], 1)
    return centres + 0.1 * torch.randn(count, 2)


def replica(seed):
    torch.manual_seed(seed)
    layers = [nn.Linear(10, 48), nn.SiLU(), nn.Linear(48, 48), nn.SiLU(), nn.Linear(48, 2)]
    model = nn.Sequential(*layers)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)

    def step():
        points, noise = ring(BATCH), torch.randn(BATCH, 2)
        levels = torch.randint(LEVELS, (BATCH,))
        kept = ALPHA_BAR[levels, None]
        noisy = kept.sqrt() * points + (1 - kept).sqrt() * noise
        angles = ((levels + 0.5) / LEVELS)[:, None] * FREQUENCIES
        seen = model(torch.cat([noisy, torch.sin(angles), torch.cos(angles)], 1))
        optimizer.param_groups[0]["lr"] = 0.01
        optimizer.zero_grad(set_to_none=True)
        (seen - noise).square().mean().backward()
        optimizer.step()

    return step
