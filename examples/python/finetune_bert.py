"""BERT on a small classification task: the usual linear decay after a short warmup."""

import torch
from transformers import AutoModelForSequenceClassification, get_linear_schedule_with_warmup

NUM_EPOCHS = 3
STEPS_PER_EPOCH = 1563
NUM_STEPS = NUM_EPOCHS * STEPS_PER_EPOCH


def train(loader):
    model = AutoModelForSequenceClassification.from_pretrained("bert-base-uncased")
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-5, weight_decay=0.01)
    scheduler = get_linear_schedule_with_warmup(
        optimizer, num_warmup_steps=int(0.06 * NUM_STEPS), num_training_steps=NUM_STEPS
    )
    for _ in range(NUM_EPOCHS):
        for batch in loader:
            model(**batch).loss.backward()
            optimizer.step()
            scheduler.step()
            optimizer.zero_grad()
