"""
Parts of large pictures, and there what the mask network said of the whole (`training.said`) and the mask that was drawn by it
(`masks.mjs`), on which the alpha network is trained.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor
from torch.nn import functional as F

from .features import fit_border
from .pools import HELD_OUT

#: Pixels a side of a part.
SIDE = 256
#: Parts are squares of the picture of so many pixels a side, and then resized: larger photos are sharper, smaller ones softer.
LEAST, MOST = 200, 460
#: Share of parts with an edge in the middle.
AT_EDGE = 0.6
#: Pixels a side of the copy that a backdrop is fitted to.
SMALL = 128


@dataclass
class Part:
    """Planes from 0 to 1, of one size; `noise`, the backdrop's, is [1, 1, 1, 1]."""

    colours: Tensor
    alpha: Tensor
    #: The probability, and the mask.
    guesses: Tensor
    backdrop: Tensor
    noise: Tensor


class Album:
    """The pictures of one or more pools of which everything is known."""

    def __init__(self, files: list[Path]):
        self.pictures = [np.load(file, mmap_mode='r') for file in files]
        self.guesses = [[np.load(f'{file}.{name}.npy', mmap_mode='r') for name in ('said', 'masks')] for file in files]
        known = [
            (pool, row)
            for pool, (said, masks) in enumerate(self.guesses)
            for row in np.nonzero((said[:, 0, 0] > 0) & (masks[:, 0, 0] > 0))[0]
        ]
        self.drawn = [place for place in known if place[1] >= HELD_OUT]
        self.held_out = [place for place in known if place[1] < HELD_OUT]

    def open(self, place: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        """A picture [S, S, 4], and what is guessed of it [G, G, 2], from 0 to 255."""
        pool, row = place
        return self.pictures[pool][row], np.stack([plane[row] for plane in self.guesses[pool]], -1)

    def read(self, place: tuple[int, int]) -> Part:
        """All of a picture; guesses and backdrop have sizes of their own."""
        picture, guesses = self.open(place)
        colours, alpha = split(to_plane(picture))
        return Part(colours, alpha, to_plane(guesses), *fit_backdrop(picture))

    def draw(self, rng: Generator) -> Part:
        """A part of a picture at random."""
        picture, guesses = self.open(self.drawn[rng.integers(len(self.drawn))])
        square = choose_square(rng, picture, guesses)
        backdrop, noise = fit_backdrop(picture)
        surface = backdrop[0].permute(1, 2, 0).numpy()
        cut, said, behind = (cut_square(planes, len(picture), square) for planes in (picture, guesses, surface))
        return Part(*split(cut / 255), said / 255, behind, noise)


def to_plane(planes: np.ndarray) -> Tensor:
    """uint8 [H, W, C] → [1, C, H, W], 0 to 1."""
    return torch.from_numpy(np.array(planes)).permute(2, 0, 1)[None] / 255


def split(picture: Tensor) -> tuple[Tensor, Tensor]:
    return picture[:, :3], picture[:, 3:]


def fit_backdrop(picture: np.ndarray) -> tuple[Tensor, Tensor]:
    """The surface [1, 3, SMALL, SMALL] through a picture's border, and its noise."""
    step = len(picture) // SMALL
    return fit_border(to_plane(picture[::step, ::step, :3]))


def cut_square(planes: np.ndarray, size: int, square: tuple[int, int, int]) -> Tensor:
    """Of planes [H, W, C] over a picture of `size`: the square (top, left, side), brought to [1, C, SIDE, SIDE]."""
    scale = len(planes) / size
    top, left = (round(value * scale) for value in square[:2])
    side = max(1, round(square[2] * scale))
    cells = torch.from_numpy(np.array(planes[top : top + side, left : left + side])).permute(2, 0, 1)[None].float()
    return F.interpolate(cells, size=(SIDE, SIDE), mode='bilinear', align_corners=False, antialias=True)


def choose_square(rng: Generator, picture: np.ndarray, guesses: np.ndarray) -> tuple[int, int, int]:
    size, side = len(picture), int(rng.uniform(LEAST, MOST))
    corner = (at - side // 2 + rng.integers(-side // 4, side // 4 + 1) for at in choose_middle(rng, picture, guesses))
    top, left = (int(np.clip(at, 0, size - side)) for at in corner)
    return top, left, side


def choose_middle(rng: Generator, picture: np.ndarray, guesses: np.ndarray) -> tuple[int, int]:
    """A place where alpha has an edge or the mask network errs; sometimes anywhere."""
    size, step = len(picture), len(picture) // SMALL
    if rng.random() < AT_EDGE:
        alpha = picture[::step, ::step, 3].astype(int)
        guess = guesses[:: len(guesses) // SMALL, :: len(guesses) // SMALL, 0].astype(int)
        edges = (alpha > 12) & (alpha < 243) | (np.abs(alpha - guess) > 100)
        edges[:-1] |= np.abs(np.diff(alpha, axis=0)) > 128
        edges[:, :-1] |= np.abs(np.diff(alpha, axis=1)) > 128
        places = np.argwhere(edges)
        if len(places):
            y, x = places[rng.integers(len(places))]
            return int(y) * step, int(x) * step
    return int(rng.integers(size)), int(rng.integers(size))


def turn(part: Part, rng: Generator) -> Part:
    """Mirrors a part, and turns it."""
    axes = [axis for axis in (2, 3) if rng.random() < 0.5]
    is_turned = rng.random() < 0.5

    def move(plane: Tensor) -> Tensor:
        plane = plane.flip(axes)
        return plane.transpose(2, 3) if is_turned else plane

    return Part(*(move(plane) for plane in (part.colours, part.alpha, part.guesses, part.backdrop)), part.noise)
