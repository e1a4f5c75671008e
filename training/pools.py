"""Pools of rendered pictures (`training.pictures pool`), read while they fill, and variations on them.

A picture is uint8 [1, 4, H, W], RGB and alpha; what the network sees of it is float32, 0 to 1.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor
from torch.nn import functional as F

#: The first pictures of a pool are never trained on.
HELD_OUT = 240


class Pools:
    """One or more pools, drawn from equally often."""

    def __init__(self, files: list[Path]):
        self.pictures = [np.load(file, mmap_mode='r') for file in files]
        self.done = [np.load(f'{file}.done.npy', mmap_mode='r') for file in files]
        self.refresh()

    def refresh(self) -> None:
        """Takes in what was rendered since."""
        self.rows = [np.nonzero(np.asarray(done))[0] for done in self.done]
        self.rows = [rows[rows >= HELD_OUT] for rows in self.rows]

    def draw(self, rng: Generator, least: int = 0) -> Tensor:
        """A picture at random, of pools whose pictures have at least so many pixels a side (the largest there are, if none has)."""
        least = min(least, max(pictures.shape[1] for pictures in self.pictures))
        pool = rng.choice([k for k, pictures in enumerate(self.pictures) if pictures.shape[1] >= least])
        return to_tensor(self.pictures[pool][rng.choice(self.rows[pool])])

    def held_out(self, count: int) -> list[Tensor]:
        """The first finished of the pictures that are never drawn, from each pool."""
        return [
            to_tensor(pictures[row])
            for pictures, done in zip(self.pictures, self.done)
            for row in [row for row in range(HELD_OUT) if done[row]][:count]
        ]


def to_tensor(picture: np.ndarray) -> Tensor:
    """uint8 [S, S, 4] → [1, 4, S, S]."""
    return torch.from_numpy(np.array(picture)).permute(2, 0, 1)[None]


def turn(picture: Tensor, rng: Generator) -> Tensor:
    """Mirrors a picture, seldom turns it."""
    if rng.random() < 0.5:
        picture = picture.flip(3)
    if rng.random() < 0.06:
        picture = picture.flip(2)
    if rng.random() < 0.06:
        picture = picture.transpose(2, 3)
    return picture


def choose_colours(rng: Generator) -> Callable[[Tensor], Tensor]:
    """A change of colours, often none, for [B, 4, H, W] from 0 to 1."""
    order = rng.permutation(3) if rng.random() < 0.25 else None
    gamma = float(np.exp(0.3 * rng.standard_normal())) if rng.random() < 0.3 else None
    grey = rng.random() < 0.1

    def recolour(picture: Tensor) -> Tensor:
        colours = picture[:, :3] if order is None else picture[:, order]
        colours = colours if gamma is None else colours**gamma
        colours = colours.mean(1, keepdim=True).expand(-1, 3, -1, -1) if grey else colours
        return torch.cat([colours, picture[:, 3:]], 1)

    return recolour


def crop(picture: Tensor, rng: Generator) -> Tensor:
    """The whole picture, a part of it, or the product with little around."""
    kind = rng.random()
    if kind < 0.4:
        return picture
    return crop_part(picture, rng) if kind < 0.8 else crop_product(picture, rng)


def crop_part(picture: Tensor, rng: Generator, least: float = 0.72) -> Tensor:
    """A part of any shape."""
    side = picture.shape[2]
    height, width = (int(side * rng.uniform(least, 1)) for _ in range(2))
    top, left = rng.integers(0, side + 1 - height), rng.integers(0, side + 1 - width)
    return picture[:, :, top : top + height, left : left + width]


def crop_product(picture: Tensor, rng: Generator, least: int = 96) -> Tensor:
    """The product's box and a margin that differs from side to side; small products are left as they are."""
    side = picture.shape[2]
    rows, columns = ((picture[0, 3] > 76).any(axis).nonzero() for axis in (1, 0))
    if len(rows) == 0 or max(len(rows), len(columns)) < least:
        return picture
    reach = float(max(rows[-1] - rows[0], columns[-1] - columns[0]))
    top, left = (max(0, int(at[0] - reach * rng.uniform(0, 0.3))) for at in (rows, columns))
    bottom, right = (min(side, int(at[-1] + reach * rng.uniform(0, 0.3)) + 1) for at in (rows, columns))
    return picture[:, :, top:bottom, left:right]


def resize(picture: Tensor, side: int) -> Tensor:
    """Squeezed or stretched to `side` × `side`; 0 to 1."""
    picture = picture / 255 if picture.dtype == torch.uint8 else picture
    if side <= min(picture.shape[2:]):
        return F.adaptive_avg_pool2d(picture, side)
    return F.interpolate(picture, size=(side, side), mode='bilinear', align_corners=False)
