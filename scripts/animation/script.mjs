// A training script as people have it, with the classic mistake: T_max counts epochs, and the scheduler
// is stepped at every batch.
export const SCRIPT_NAME = "train.py";

export const SCRIPT = `import torch
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR

EPOCHS = 20
BATCHES = 250

model = torch.nn.Linear(784, 10)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
warmup = LinearLR(optimizer, start_factor=0.01, total_iters=500)
cosine = CosineAnnealingLR(optimizer, T_max=20)
scheduler = SequentialLR(
    optimizer, [warmup, cosine], milestones=[500]
)

for epoch in range(EPOCHS):
    for batch in range(BATCHES):
        optimizer.step()
        scheduler.step()
`;
