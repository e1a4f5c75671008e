"""What the networks see. `src/engines/local/` computes the same numbers; change both or neither.

Pictures are float32 [B, 3, H, W], 0 to 1, sRGB as stored; alphas are [B, 1, H, W], 0 to 1.
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

#: The backdrop is fitted to the ring of this width around a copy of this many pixels a side.
GRID, RING = 32, 2
#: Pulls the surface towards the border's median colour.
RIDGE = (1e-3, 0.3, 0.3, 0.3, 0.3, 0.3)
ROUNDS = 8
#: Pixels a side of the copy that colours nearby are gathered on.
NEARBY_GRID = 64
#: Box radii on that copy, and what each counts: a nearer colour counts ten times a farther one.
NEARBY = ((1, 1.0), (3, 0.1), (8, 0.01), (24, 0.001))


def basis(height: int, width: int) -> Tensor:
    """1, u, v, u², uv, v² with u, v from -1 to 1: [H, W, 6]."""
    v = (torch.arange(height) + 0.5) / height * 2 - 1
    u = (torch.arange(width) + 0.5) / width * 2 - 1
    v, u = torch.meshgrid(v, u, indexing="ij")
    return torch.stack([torch.ones_like(u), u, v, u * u, u * v, v * v], -1)


def fit_border(pictures: Tensor) -> tuple[Tensor, Tensor]:
    """A quadratic surface through the border, robustly (Geman–McClure): backdrop [B, 3, H, W] and noise [B, 1, 1, 1]."""
    batch, _, height, width = pictures.shape
    inside = torch.zeros(GRID, GRID, dtype=torch.bool)
    inside[RING:-RING, RING:-RING] = True
    terms = basis(GRID, GRID)[~inside]
    ring = F.adaptive_avg_pool2d(pictures, GRID)[:, :, ~inside].transpose(1, 2)
    middle = ring.median(1, keepdim=True)[0]
    ring = ring - middle
    products = (terms[:, :, None] * terms[:, None, :]).reshape(-1, 36)
    ridge = torch.diag(torch.tensor(RIDGE))
    squares = ring.pow(2).sum(2)
    coefficients = torch.zeros(batch, 6, 3)
    for _ in range(ROUNDS):
        scale = squares.median(1, keepdim=True)[0].clamp_min(1e-5) * 4
        weights = (1 + squares / scale) ** -2
        matrix = torch.mm(weights, products).view(batch, 6, 6) + ridge
        coefficients = torch.linalg.solve(matrix, terms.t() @ (weights[..., None] * ring))
        squares = (ring - terms @ coefficients).pow(2).sum(2)
    noise = squares.median(1)[0].sqrt().clamp(0.004, 0.5).view(batch, 1, 1, 1)
    surface = coefficients.transpose(1, 2) @ basis(height, width).view(-1, 6).t()
    return surface.view(batch, 3, height, width) + middle.transpose(1, 2)[..., None], noise


def describe_picture(pictures: Tensor) -> Tensor:
    """The mask network's input, [B, 10, H, W]."""
    batch, _, height, width = pictures.shape
    backdrop, noise = fit_border(pictures)
    difference = pictures - backdrop
    size = difference.pow(2).sum(1, keepdim=True).sqrt()
    place = basis(height, width)[..., 1:3].permute(2, 0, 1)[None].expand(batch, -1, -1, -1)
    return torch.cat(
        [
            pictures * 2 - 1,
            torch.tanh(4 * difference),
            torch.log1p(size / noise) / 3 - 0.5,
            torch.tanh(8 * noise).expand(batch, 1, height, width),
            place,
        ],
        1,
    )


@dataclass(frozen=True)
class Surroundings:
    """What colour the backdrop and the product have around each place: two [B, 3, 64, 64]."""

    backdrop: Tensor
    product: Tensor


@dataclass(frozen=True)
class Window:
    """A rectangle of a square picture of `side` pixels."""

    side: int
    top: int
    left: int
    height: int
    width: int

    def cut(self, picture: Tensor) -> Tensor:
        """The window's part of a picture [B, C, side, side]."""
        return picture[:, :, self.top : self.top + self.height, self.left : self.left + self.width]


def survey(pictures: Tensor, probability: Tensor) -> Surroundings:
    """Gathers the surroundings from pictures of 256 × 256 and the mask network's probabilities of the same size."""
    return Surroundings(spread(pictures, (1 - probability) ** 4), spread(pictures, probability**4))


def spread(pictures: Tensor, weights: Tensor) -> Tensor:
    """Mean colours over boxes of several sizes, where the smallest box that holds anything decides."""
    mean = F.adaptive_avg_pool2d(torch.cat([pictures * weights, weights], 1), NEARBY_GRID)
    total = sum(share * average_boxes(mean, radius) for radius, share in NEARBY)
    return (total[:, :3] + 1e-9 * 0.5) / (total[:, 3:] + 1e-9)


def average_boxes(x: Tensor, radius: int) -> Tensor:
    """Means over squares of `2 × radius + 1` pixels a side, as far as the picture goes."""
    side = 2 * radius + 1
    across = F.avg_pool2d(x, (1, side), 1, (0, radius), count_include_pad=False)
    return F.avg_pool2d(across, (side, 1), 1, (radius, 0), count_include_pad=False)


def describe_edges(pictures: Tensor, prior: Tensor, around: Surroundings, window: Window) -> Tensor:
    """The refinement network's input, [B, 10, H, W], for a window of a picture: its colours and its prior alpha."""
    place = locate(window).expand(len(pictures), -1, -1, -1)
    backdrop = F.grid_sample(around.backdrop, place, padding_mode="border", align_corners=False)
    product = F.grid_sample(around.product, place, padding_mode="border", align_corners=False)
    return torch.cat(
        [pictures * 2 - 1, torch.tanh(4 * (pictures - backdrop)), torch.tanh(4 * (pictures - product)), prior * 2 - 1],
        1,
    )


def locate(window: Window) -> Tensor:
    """Where the window's pixels are in the picture, -1 to 1: [1, H, W, 2], x first."""
    rows, columns = (
        (torch.arange(at, at + length) + 0.5) / window.side * 2 - 1
        for at, length in ((window.top, window.height), (window.left, window.width))
    )
    y, x = torch.meshgrid(rows, columns, indexing="ij")
    return torch.stack([x, y], -1)[None]
