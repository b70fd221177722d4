"""Trains a task for so many milliseconds whenever a line "task milliseconds" comes in, one replica
after another, and answers with steps a second. The first line tells what it is and what it knows."""

import importlib
import os
import sys
import time

import torch

TASKS = (
    "spirals quadratic lstm transformer digits csv batchNorm weightDecay augmentation contrastive "
    "labelNoise deep federated diffusion lottery"
).split()
# What one replica trains before the next one has its turn.
STEPS_OF_A_REPLICA = 200
# On a machine that others use, too: the time of the processor, and then one thread.
PROCESSOR = os.environ.get("CLOCK") == "processor"
THREADS = [1] if PROCESSOR else sorted({1, torch.get_num_threads()})
now = time.process_time if PROCESSOR else time.perf_counter


def steps_in(task, milliseconds):
    """Steps a second of replicas that are trained one after another."""
    began = now()
    done = 0
    seed = 0
    while True:
        step = task.replica(seed)
        for _ in range(STEPS_OF_A_REPLICA):
            step()
            done += 1
            spent = now() - began
            if spent * 1000 >= milliseconds:
                return done / spent
        seed += 1


def fastest_threads(task):
    """Small networks are often faster on one thread: PyTorch gets what is better for it."""
    speeds = {}
    for threads in THREADS:
        torch.set_num_threads(threads)
        steps_in(task, 50)
        speeds[threads] = steps_in(task, 200)
    return max(speeds, key=speeds.get)


def main():
    print(f"PyTorch {torch.__version__.split('+')[0]}, one by one; {' '.join(TASKS)}", flush=True)
    known = {}
    for line in sys.stdin:
        name, milliseconds = line.split()
        if name not in known:
            task = importlib.import_module(f"{name}_task")
            known[name] = task, fastest_threads(task)
        task, threads = known[name]
        torch.set_num_threads(threads)
        print(steps_in(task, float(milliseconds)), flush=True)


main()
