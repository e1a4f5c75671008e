"""A training as a command: its options, and processes that train the same weights side by side."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

import torch
from torch import distributed, multiprocessing

#: One process of a training: its number, and the options.
Train = Callable[[int, argparse.Namespace], None]


def run(train: Train, about: str | None) -> None:
    """Reads the command line and trains, in one process or several."""
    options = parse_options(about)
    if options.workers == 1:
        work(0, train, options)
    else:
        multiprocessing.spawn(work, (train, options), options.workers)


def work(rank: int, train: Train, options: argparse.Namespace) -> None:
    """One of the processes, on pictures of its own."""
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    if options.workers > 1:
        os.environ.update(MASTER_ADDR='127.0.0.1', MASTER_PORT=str(options.port))
        distributed.init_process_group('gloo', rank=rank, world_size=options.workers)
    train(rank, options)


def parse_options(about: str | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument('--pool', type=Path, action='append', required=True, help='a pool of pictures; may be repeated')
    parser.add_argument('--minutes', type=float, required=True)
    parser.add_argument('--out', type=Path, required=True, help='weights, written every few hundred steps')
    parser.add_argument('--init', help='weights to go on from')
    parser.add_argument('--rate', type=float, default=3e-3)
    parser.add_argument('--workers', type=int, default=1, help='processes, each with batches of its own')
    parser.add_argument('--port', type=int, default=29500, help='where they meet on 127.0.0.1')
    parser.add_argument('--seed', type=int, default=0)
    return parser.parse_args()
