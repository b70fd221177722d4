"""Three mistakes that run without an error; each is underlined where it is made."""

import torch
from torch.optim.lr_scheduler import CosineAnnealingLR, OneCycleLR, StepLR

EPOCHS = 30
STEPS_PER_EPOCH = 500

model = torch.nn.Linear(10, 2)


def cosine_that_comes_back(loader):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    # T_max counts epochs, and the scheduler is stepped at every batch.
    scheduler = CosineAnnealingLR(optimizer, T_max=EPOCHS)
    for epoch in range(EPOCHS):
        for step in range(STEPS_PER_EPOCH):
            optimizer.step()
            scheduler.step()


def cycle_that_is_too_short(loader):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    # The cycle is over after 1,000 steps; step 1,001 raises an error.
    scheduler = OneCycleLR(optimizer, max_lr=0.1, total_steps=1000)
    for step in range(EPOCHS * STEPS_PER_EPOCH):
        optimizer.step()
        scheduler.step()


def decay_before_training(loader):
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    scheduler = StepLR(optimizer, step_size=10, gamma=0.1)
    for epoch in range(EPOCHS):
        # Stepped before the optimizer: the first value is never used.
        scheduler.step()
        for step in range(STEPS_PER_EPOCH):
            optimizer.step()
