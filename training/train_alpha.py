"""Trains the alpha network: `python3 -m training.train_alpha --pool large.npy --minutes 100 --out alpha.pt`.

The absolute difference of alpha, more at edges, a little cross entropy, and the difference of gradients at three sizes. The pools' pictures
have 1024 pixels a side, as photos in use, and need what `training.said` and `masks.mjs` know of them.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor, nn
from torch.nn import functional as F

from .doubt import disturb
from .features import describe_detail
from .fitting import HALF, Fitting, load_weights, run_half
from .networks import AlphaNet
from .parts import SIDE, Album, Part, turn
from .pools import choose_colours
from .workers import run

#: Parts in a batch.
BATCH = 16
#: How many pictures a report is of.
REPORTED = 16


def train(rank: int, options: argparse.Namespace) -> None:
    rng = np.random.default_rng([options.seed, rank])
    album = Album(options.pool)
    fitting = Fitting(load_weights(AlphaNet(), options.init), options.minutes, options.rate)
    while fitting.progress < 1:
        fitting.take_step(measure_loss(fitting.net, *draw_batch(album, rng)))
        if rank == 0 and fitting.steps % 400 == 0:
            report(fitting, album, options.out)
    if rank == 0:
        report(fitting, album, options.out)


def draw_batch(album: Album, rng: Generator) -> tuple[Tensor, Tensor]:
    """Features and alpha."""
    parts = [turn(album.draw(rng), rng) for _ in range(BATCH)]
    return torch.cat([show(part, rng) for part in parts]), torch.cat([part.alpha for part in parts])


def show(part: Part, rng: Generator) -> Tensor:
    """The features of a part in other colours, and with errors that the mask network may make."""
    recolour = choose_colours(rng)
    colours, backdrop = (recolour(torch.cat([planes.clamp(0, 1), part.alpha], 1))[:, :3] for planes in (part.colours, part.backdrop))
    return describe_detail(colours, backdrop, part.noise, disturb(part.guesses, rng))


def measure_loss(net: nn.Module, seen: Tensor, alpha: Tensor) -> Tensor:
    with torch.autocast('cpu', dtype=HALF):
        logits = net(seen.contiguous(memory_format=torch.channels_last))
    logits = logits.float()
    guess = torch.sigmoid(logits)
    weight = 1 + 2 * (F.max_pool2d(alpha, 5, 1, 2) + F.max_pool2d(-alpha, 5, 1, 2))
    entropy = F.binary_cross_entropy_with_logits(logits, alpha, reduction='none')
    loss = (weight * ((guess - alpha).abs() + 0.2 * entropy)).mean()
    for size in (1, 2, 4):
        coarse, wanted = (F.avg_pool2d(plane, size) for plane in (guess, alpha))
        for axis in (2, 3):
            loss = loss + (coarse.diff(dim=axis) - wanted.diff(dim=axis)).abs().mean()
    return loss


def report(fitting: Fitting, album: Album, out: Path) -> None:
    """Keeps the average weights and prints how well they do on pictures never trained on, beside the mask they were told."""
    torch.save(fitting.average.state_dict(), out)
    figures = [measure_picture(fitting.average, album.read(place)) for place in album.held_out[:REPORTED]]
    mask, alpha = np.mean(figures, 0).round(4).tolist()
    names = ('IoU', 'SAD', 'gradients')
    line = {'progress': round(fitting.progress, 3), 'steps': fitting.steps}
    print(json.dumps(line | {'mask': dict(zip(names, mask)), 'alpha': dict(zip(names, alpha))}), flush=True)


def measure_picture(net: nn.Module, whole: Part) -> list[list[float]]:
    """IoU, sum of differences and of squared differences of gradients (thousands): of the mask, and of alpha."""
    guesses, backdrop = (
        F.interpolate(plane, size=whole.alpha.shape[2:], mode='bilinear', align_corners=False)
        for plane in (whole.guesses, whole.backdrop)
    )
    alpha = draw_alpha(net, describe_detail(whole.colours, backdrop, whole.noise, guesses))
    return [measure(plane, whole.alpha) for plane in (guesses[:, 1:], alpha)]


def draw_alpha(net: nn.Module, seen: Tensor) -> Tensor:
    """Alpha of a whole picture, square by square as in use (without the rims)."""
    _, channels, height, width = seen.shape
    squares = F.unfold(seen, SIDE, stride=SIDE).transpose(1, 2).reshape(-1, channels, SIDE, SIDE)
    answers = torch.sigmoid(run_half(net, squares))
    return F.fold(answers.reshape(1, -1, SIDE * SIDE).transpose(1, 2), (height, width), SIDE, stride=SIDE)


def measure(plane: Tensor, truth: Tensor) -> list[float]:
    both, either = ((plane > 0.5) & (truth > 0.5)).sum(), ((plane > 0.5) | (truth > 0.5)).sum()
    gradients = sum((plane.diff(dim=axis) - truth.diff(dim=axis)).pow(2).sum() for axis in (2, 3))
    return [float(both / max(either, 1)), float((plane - truth).abs().sum() / 1000), float(gradients / 1000)]


if __name__ == '__main__':
    run(train, __doc__)
