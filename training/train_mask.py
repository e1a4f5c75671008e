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

from .camouflage import camouflage
from .features import describe_picture
from .fitting import HALF, Fitting, load_weights, run_half
from .looks import SIDE, look_again
from .networks import MaskNet
from .pools import Pools, choose_colours, crop, resize, turn
from .workers import run

#: Pixels a side of what the network sees, as in the first look of use and in the second, and their shares.
SIDES, SHARES = (SIDE - 32, SIDE, SIDE + 32, 320, 384), (0.05, 0.3, 0.05, 0.1, 0.5)
#: Share of second looks in a batch.
AGAIN = 0.6
#: In the first part of a training from nothing.
EARLY, EARLY_SIDE = 0.4, 128
#: Pixels in a batch, whatever their size.
BATCH = 16 * SIDE**2


def train(rank: int, options: argparse.Namespace) -> None:
    rng = np.random.default_rng([options.seed, rank])
    pools = Pools(options.pool)
    fitting = Fitting(load_weights(MaskNet(), options.init), options.minutes, options.rate)
    held_out = pools.held_out(24)
    while fitting.progress < 1:
        if fitting.steps % 100 == 0:
            pools.refresh()
        early = options.init is None and fitting.progress < EARLY
        side = EARLY_SIDE if early else int(rng.choice(SIDES, p=SHARES))
        fitting.take_step(measure_loss(fitting.net, *draw_batch(pools, rng, side, fitting.average)))
        if rank == 0 and fitting.steps % 500 == 0:
            report(fitting, held_out, options.out)
    if rank == 0:
        report(fitting, held_out, options.out)


def draw_batch(pools: Pools, rng: Generator, side: int, net: nn.Module) -> tuple[Tensor, Tensor]:
    """
    Pictures [B, 4, side, side] and what a first look said of them [B, 1, side, side]: first looks, where nothing was said,
    and second ones. A batch holds the same number of pixels at every size.
    """
    count = BATCH // side**2
    seconds = round(AGAIN * count)
    least = 0 if side <= SIDE + 32 else side
    pictures = [draw_picture(pools, rng, least) for _ in range(count - seconds)]
    first = torch.cat([choose_colours(rng)(resize(picture, side)) for picture in pictures])
    again = [draw_picture(pools, rng, 384) for _ in range(seconds)]
    second, said = look_again(again, net, side, rng)
    nothing = torch.full_like(first[:, :1], 0.5)
    return torch.cat([first, second]), torch.cat([nothing, said])


def draw_picture(pools: Pools, rng: Generator, least: int) -> Tensor:
    return camouflage(turn(crop(pools.draw(rng, least), rng), rng), rng)


def measure_loss(net: nn.Module, pictures: Tensor, first: Tensor) -> Tensor:
    colours, alpha = pictures[:, :3], pictures[:, 3:]
    seen = describe_picture(colours, first).contiguous(memory_format=torch.channels_last)
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
    """Keeps the average weights and prints how well they do on pictures never trained on: first looks, then second ones."""
    torch.save(fitting.average.state_dict(), out)
    ious = np.array([measure_looks(fitting.average, picture) for picture in held_out])
    line = {
        'progress': round(fitting.progress, 3),
        'steps': fitting.steps,
        'mean IoU': ious.mean(0).round(4).tolist(),
        'median': np.median(ious, 0).round(4).tolist(),
        'above .9': (ious > 0.9).mean(0).round(3).tolist(),
    }
    print(json.dumps(line), flush=True)


def measure_looks(net: nn.Module, picture: Tensor) -> list[float]:
    """IoU of a first look and, within the product's surroundings, of second looks at two sizes."""
    whole = resize(picture, SIDE)
    looks = [look_again([picture], net, side) for side in (SIDE, 384)]
    return [measure_iou(net, whole, None), *(measure_iou(net, *look) for look in looks)]


def measure_iou(net: nn.Module, picture: Tensor, first: Tensor | None) -> float:
    mask = run_half(net, describe_picture(picture[:, :3], first)) > 0
    truth = picture[:, 3:] > 0.5
    either = (mask | truth).sum()
    return float((mask & truth).sum() / either) if either > 0 else 1.0


if __name__ == '__main__':
    run(train, __doc__)
