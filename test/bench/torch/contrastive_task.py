"""Two views of 64 contents, a 24-48-8 network, symmetric InfoNCE: src/probe/tasks/contrastive."""

import torch
from torch import nn
from torch.nn.functional import cross_entropy, normalize

LATENT, STYLE, SEEN, BATCH = 4, 8, 24, 64
torch.manual_seed(0)
CONTENTS = torch.randn(2048, LATENT)
FIRST, SECOND = torch.randn(LATENT + STYLE, 32), torch.randn(32, SEEN)
OWN = torch.arange(BATCH)


def view(contents):
    moved = contents + 0.3 * torch.randn_like(contents)
    latent = torch.cat([moved, torch.randn(len(contents), STYLE)], 1)
    return torch.tanh(latent @ FIRST) @ SECOND


def replica(seed):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(SEEN, 48), nn.ReLU(), nn.Linear(48, 8))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)

    def step():
        contents = CONTENTS[torch.randint(len(CONTENTS), (BATCH,))]
        optimizer.param_groups[0]["lr"] = 0.01
        optimizer.zero_grad(set_to_none=True)
        first, second = (normalize(model(view(contents)), dim=1) for _ in range(2))
        logits = first @ second.T / 0.2
        (0.5 * (cross_entropy(logits, OWN) + cross_entropy(logits.T, OWN))).backward()
        optimizer.step()

    return step
