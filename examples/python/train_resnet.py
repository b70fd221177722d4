"""ResNet-50 on ImageNet: five epochs of warmup, then a cosine, stepped once an epoch."""

import argparse

import torch
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR
from torchvision.models import resnet50

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=90)
parser.add_argument("--warmup-epochs", type=int, default=5)
parser.add_argument("--lr", type=float, default=0.4)
parser.add_argument("--min-lr", type=float, default=0.0004)


def main(args, loader):
    model = resnet50()
    optimizer = torch.optim.SGD(
        model.parameters(), lr=args.lr, momentum=0.9, weight_decay=5e-5, nesterov=True
    )
    warmup = LinearLR(optimizer, start_factor=0.01, total_iters=args.warmup_epochs)
    decay = CosineAnnealingLR(
        optimizer, T_max=args.epochs - args.warmup_epochs, eta_min=args.min_lr
    )
    scheduler = SequentialLR(optimizer, [warmup, decay], milestones=[args.warmup_epochs])

    for epoch in range(args.epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
        scheduler.step()


if __name__ == "__main__":
    main(parser.parse_args(), loader=[])
