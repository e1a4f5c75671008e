"""Errors that the mask network does not make on pictures like its own, but will on others."""

import torch
from numpy.random import Generator
from torch import Tensor
from torch.nn import functional as F


def disturb(guesses: Tensor, rng: Generator) -> Tensor:
    """Probabilities and mask, [1, 2, S, S]: half stay as they are. Where probabilities change, the mask mostly follows."""
    if rng.random() < 0.5:
        return guesses
    said, mask = disturb_one(guesses[:, :1], rng), guesses[:, 1:]
    if rng.random() < 0.6:
        mask = ((said - 0.5) * float(rng.uniform(4, 40)) + 0.5).clamp(0, 1)
    return torch.cat([said, mask], 1)


def disturb_one(said: Tensor, rng: Generator) -> Tensor:
    """Blurs, shifts, thickens or thins, and doubts probabilities [1, 1, S, S]."""
    side = said.shape[2]
    if rng.random() < 0.3:
        said = blur(said, int(rng.choice([2, 4, 8])))
    if rng.random() < 0.3:
        said = said.roll((int(rng.integers(-3, 4)), int(rng.integers(-3, 4))), (2, 3))
    if rng.random() < 0.3:
        size = int(rng.choice([3, 5, 9]))
        said = F.max_pool2d(said, size, 1, size // 2) if rng.random() < 0.5 else -F.max_pool2d(-said, size, 1, size // 2)
    if rng.random() < 0.6:
        logits = torch.logit(said, 0.002)
        for _ in range(int(rng.integers(1, 3))):
            cells = int(rng.choice([2, 4, 8, 16, 32]))
            field = torch.from_numpy(rng.standard_normal((1, 1, cells, cells))).float()
            field = F.interpolate(field, size=(side, side), mode='bicubic', align_corners=False)
            logits = logits + float(rng.exponential(0.8)) * min(1, 6 / cells) * field
        said = torch.sigmoid(logits * float(rng.uniform(0.6, 1.2)))
    return said


def blur(said: Tensor, factor: int) -> Tensor:
    """What is left of a copy that is `factor` times as small."""
    small = F.avg_pool2d(said, factor)
    return F.interpolate(small, size=said.shape[2:], mode='bilinear', align_corners=False)
