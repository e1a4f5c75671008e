"""Trains the mask network: `python3 -m training.train_mask --pool pool.npy --minutes 100 --out mask.pt`.

Binary cross entropy, half the soft IoU, and cross entropy at an eighth of the size, which makes the depths learn sooner.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor, nn
from torch.nn import functional as F

from .features import describe_picture
from .fitting import HALF, Fitting, load_weights, run_half
from .networks import MaskNet
from .pools import Pools, crop, shrink, vary

#: Pixels a side of what the network sees in the end, and in the first part of a training from nothing.
SIDE, EARLY_SIDE = 256, 128
EARLY = 0.4


def main() -> None:
    options = parse_options()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    pools = Pools(options.pool)
    fitting = Fitting(load_weights(MaskNet(), options.init), options.minutes, options.rate)
    held_out = pools.held_out(120)
    while fitting.progress() < 1:
        if fitting.steps % 100 == 0:
            pools.refresh()
        early = options.init is None and fitting.progress() < EARLY
        fitting.take_step(measure_loss(fitting.net, draw_batch(pools, rng, EARLY_SIDE if early else SIDE)))
        if fitting.steps % 500 == 0:
            report(fitting, held_out, options.out)
    report(fitting, held_out, options.out)


def draw_batch(pools: Pools, rng: Generator, side: int) -> Tensor:
    """[B, 4, side, side]; a batch holds the same number of pixels at every size, and its size varies a little."""
    count = 16 * SIDE**2 // side**2
    size = side if rng.random() < 0.7 else side + int(rng.choice([-32, 32]))
    return torch.cat([vary(shrink(crop(pools.draw(rng), rng), size), rng) for _ in range(count)])


def measure_loss(net: nn.Module, batch: Tensor) -> Tensor:
    colours, alpha = batch[:, :3], batch[:, 3:]
    seen = describe_picture(colours).contiguous(memory_format=torch.channels_last)
    with torch.autocast('cpu', dtype=HALF):
        logits, coarse = net.forward_both(seen)
    logits, coarse = logits.float(), coarse.float()
    probability = torch.sigmoid(logits)
    both = (probability * alpha).sum((1, 2, 3))
    either = (probability + alpha - probability * alpha).sum((1, 2, 3))
    small = F.adaptive_avg_pool2d(alpha, coarse.shape[2:])
    return (
        F.binary_cross_entropy_with_logits(logits, alpha)
        + 0.5 * (1 - (both + 1) / (either + 1)).mean()
        + 0.3 * F.binary_cross_entropy_with_logits(coarse, small)
    )


def report(fitting: Fitting, held_out: list[Tensor], out: Path) -> None:
    """Keeps the average weights and prints how well they do on pictures never trained on."""
    torch.save(fitting.average.state_dict(), out)
    ious = [measure_iou(fitting.average, shrink(picture, SIDE)) for picture in held_out]
    print(
        json.dumps(
            {
                'progress': round(fitting.progress(), 3),
                'steps': fitting.steps,
                'mean IoU': round(float(np.mean(ious)), 4),
                'median': round(float(np.median(ious)), 4),
                'above .9': round(float(np.mean(np.array(ious) > 0.9)), 3),
            }
        ),
        flush=True,
    )


def measure_iou(net: nn.Module, picture: Tensor) -> float:
    mask = run_half(net, describe_picture(picture[:, :3])) > 0
    truth = picture[:, 3:] > 0.5
    either = (mask | truth).sum()
    return float((mask & truth).sum() / either) if either > 0 else 1.0


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--pool', type=Path, action='append', required=True, help='a pool of pictures; may be repeated')
    parser.add_argument('--minutes', type=float, required=True)
    parser.add_argument('--out', type=Path, required=True, help='weights, written every 500 steps')
    parser.add_argument('--init', help='weights to go on from')
    parser.add_argument('--rate', type=float, default=3e-3)
    parser.add_argument('--threads', type=int, default=1)
    parser.add_argument('--seed', type=int, default=0)
    return parser.parse_args()


if __name__ == '__main__':
    main()
