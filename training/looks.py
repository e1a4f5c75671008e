"""What the network is shown, as in use: a picture; then, with what it said of that, the surroundings of what it found."""

import torch
from numpy.random import Generator
from torch import Tensor, nn

from .features import describe_picture
from .fitting import run_half
from .pools import choose_colours, resize

#: Pixels a side of the first look.
SIDE = 256
#: From this probability on a pixel may be product.
MAYBE = 0.1
#: What is left around it for the second look, as a share of its longer side.
MARGIN = 0.12

#: Top, left, bottom, right.
Box = tuple[int, int, int, int]


def find_surroundings(probability: Tensor, margins: tuple[float, float, float, float]) -> Box:
    """The box of what may be product in `probability` [H, W], with margins; all of it where nothing may."""
    height, width = probability.shape
    rows, columns = ((probability > MAYBE).any(axis).nonzero()[:, 0].tolist() for axis in (1, 0))
    if not rows:
        return 0, 0, height, width
    top, left, bottom, right = rows[0], columns[0], rows[-1] + 1, columns[-1] + 1
    reach = max(bottom - top, right - left)
    above, before, below, behind = (round(reach * share) for share in margins)
    return max(0, top - above), max(0, left - before), min(height, bottom + below), min(width, right + behind)


def look_again(pictures: list[Tensor], net: nn.Module, side: int, rng: Generator | None = None) -> tuple[Tensor, Tensor]:
    """
    What a second look is shown of `pictures`, each [1, 4, H, W]: [B, 4, side, side], and there the first look's
    probabilities [B, 1, side, side]. With `rng` margins and colours vary.
    """
    recolours = [keep if rng is None else choose_colours(rng) for _ in pictures]
    seen = torch.cat([recolour(resize(picture, SIDE)) for picture, recolour in zip(pictures, recolours)])
    first = torch.sigmoid(run_half(net, describe_picture(seen[:, :3])))
    margins = [(MARGIN,) * 4 if rng is None else tuple(rng.uniform(0.02, 0.25, 4)) for _ in pictures]
    boxes = [find_surroundings(answer[0], margin) for answer, margin in zip(first, margins)]
    looks = [cut_box(picture, scale_box(box, SIDE, picture)) for picture, box in zip(pictures, boxes)]
    looks = [recolour(resize(look, side)) for look, recolour in zip(looks, recolours)]
    said = [resize(cut_box(answer[None], box), side) for answer, box in zip(first, boxes)]
    return torch.cat(looks), torch.cat(said)


def keep(picture: Tensor) -> Tensor:
    return picture


def scale_box(box: Box, side: int, picture: Tensor) -> Box:
    """From a square of `side` to the picture it shows."""
    down, across = picture.shape[2] / side, picture.shape[3] / side
    top, left, bottom, right = box
    return round(top * down), round(left * across), round(bottom * down), round(right * across)


def cut_box(picture: Tensor, box: Box) -> Tensor:
    top, left, bottom, right = box
    return picture[:, :, top:bottom, left:right]
