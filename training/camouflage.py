"""Products that are, in part or as a whole, of their backdrop's tone: what an edge, a highlight or a shadow alone gives away."""

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor
from torch.nn import functional as F

#: How often a picture is changed, and how often all of its product is.
OFTEN, WHOLE = 0.45, 0.15
#: Backdrops that differ more than this from their smooth course, on average, hide nothing.
BUSY = 0.06
#: From this alpha on a pixel shows nothing but product.
OPAQUE = 0.97
#: A backdrop's colours are means over this many cells a side: the smallest that see backdrop count most.
CELLS = (32, 16, 8, 4, 2, 1)


def camouflage(picture: Tensor, rng: Generator) -> Tensor:
    """Now and then a material of the product in `picture`, uint8 [1, 4, H, W], takes on about the colour that is behind it."""
    if rng.random() > OFTEN:
        return picture
    colours, alpha = picture[:, :3] / 255, picture[:, 3:] / 255
    inside = (alpha > OPAQUE).float()
    behind = find_behind(colours, alpha)
    if inside.mean() < 0.005 or ((colours - behind).abs() * (1 - alpha)).mean() > BUSY * (1 - alpha).mean():
        return picture
    chosen = inside if rng.random() < WHOLE else choose_material(colours, inside, rng) * choose_side(inside, rng)
    change = spread(chosen * fade(colours, chosen, behind, rng), inside)
    changed = (colours + alpha * change).clamp(0, 1)
    return torch.cat([(changed * 255 + 0.5).to(torch.uint8), picture[:, 3:]], 1)


def choose_material(colours: Tensor, inside: Tensor, rng: Generator) -> Tensor:
    """How much of each pixel is of the same colour as one at random, [1, 1, H, W]."""
    places = inside[0, 0].nonzero()
    row, column = places[rng.integers(len(places))].tolist()
    width = float(np.exp(rng.uniform(np.log(0.04), np.log(0.3))))
    smooth = F.avg_pool2d(colours, 5, 1, 2)
    distance = (smooth - smooth[:, :, row : row + 1, column : column + 1]).pow(2).sum(1, keepdim=True)
    return inside * torch.exp(-distance / width**2)


def choose_side(inside: Tensor, rng: Generator) -> Tensor:
    """Everywhere, or on one side of a line through the product, [1, 1, H, W]."""
    if rng.random() < 0.6:
        return torch.ones_like(inside)
    rows, columns = (axis.float() for axis in torch.meshgrid(*(torch.arange(size) for size in inside.shape[2:]), indexing='ij'))
    places = inside[0, 0].nonzero()
    row, column = places[rng.integers(len(places))].tolist()
    angle = rng.uniform(0, 2 * np.pi)
    distance = (rows - row) * np.sin(angle) + (columns - column) * np.cos(angle)
    return torch.sigmoid(distance / float(np.exp(rng.uniform(-1, 3))))[None, None]


def fade(colours: Tensor, chosen: Tensor, behind: Tensor, rng: Generator) -> Tensor:
    """What has to be added to the chosen pixels' colours: their light and shade stay, some of it, around the tone behind them."""
    middle = (colours * chosen).sum((2, 3), keepdim=True) / chosen.sum().clamp_min(1e-3)
    tone = 0.05 * rng.standard_normal() + 0.015 * rng.standard_normal((1, 3, 1, 1))
    shade = float(rng.uniform(0.2, 1))
    return behind + torch.from_numpy(np.asarray(tone)).float() + shade * (colours - middle) - colours


def find_behind(colours: Tensor, alpha: Tensor) -> Tensor:
    """The backdrop's colours, and behind the product what is nearest of them, smooth: [1, 3, H, W]."""
    clear = (1 - alpha).pow(4)
    both = F.adaptive_avg_pool2d(torch.cat([colours * clear, clear], 1), CELLS[0])
    total = torch.zeros_like(both)
    for level, cells in enumerate(CELLS):
        means = F.adaptive_avg_pool2d(both, cells)
        total = total + 0.02**level * stretch(means, both)
    return stretch(total[:, :3] / total[:, 3:].clamp_min(1e-9), colours)


def spread(change: Tensor, inside: Tensor) -> Tensor:
    """Edges, where a pixel shows the backdrop as well, change as the product beside them does."""
    cell = max(1, change.shape[3] // 128)
    sums = F.avg_pool2d(F.avg_pool2d(torch.cat([change * inside, inside], 1), cell, ceil_mode=True), 3, 1, 1)
    near = stretch(sums[:, :3] / sums[:, 3:].clamp_min(1e-3), change)
    return torch.where(inside > 0, change, near)


def stretch(picture: Tensor, like: Tensor) -> Tensor:
    return F.interpolate(picture, size=like.shape[2:], mode='bilinear', align_corners=False)
