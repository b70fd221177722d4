#!/bin/bash
# Megatron-LM, a small GPT
TRAIN_ITERS=50000
WARMUP_ITERS=1000

torchrun --nproc_per_node 8 pretrain_gpt.py \
  --num-layers 12 \
  --hidden-size 768 \
  --micro-batch-size 8 \
  --global-batch-size 512 \
  --train-iters $TRAIN_ITERS \
  --lr 6.0e-4 \
  --min-lr 6.0e-5 \
  --lr-decay-style cosine \
  --lr-decay-iters $TRAIN_ITERS \
  --lr-warmup-iters $WARMUP_ITERS \
  --weight-decay 0.1 \
  --adam-beta1 0.9 \
  --adam-beta2 0.95
