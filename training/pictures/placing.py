"""Draw one product at its spot and put it into the picture with its shadow and reflection."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.random import Generator

from .canvas import Canvas, blank
from .colours import Palette
from .geometry import Frame, place
from .noise import Shape
from .products import Family
from .setting import Setting, Spot
from .shadows import darken, reflect
from .sketch import Sketch


def pick_frame(rng: Generator, setting: Setting, spot: Spot, shape: Shape) -> Frame:
    """Position, turn and distortion of a product."""
    upright = setting.standing or rng.random() < 0.3
    turn = 0.04 * rng.standard_normal() if upright else rng.uniform(0, 2 * np.pi)
    return place(
        spot.reach * np.sqrt(shape[0] * shape[1]),
        spot.x * shape[1],
        spot.y * shape[0],
        turn,
        aspect=float(np.exp(0.15 * rng.standard_normal())),
        shear=0.1 * rng.standard_normal() if rng.random() < 0.3 else 0.0,
        perspective=rng.uniform(-0.2, 0.2) if rng.random() < 0.4 else 0.0,
        flip=bool(rng.random() < 0.5),
    )


def draw_product(
    rng: Generator, setting: Setting, family: Family, spot: Spot, palette: Palette, shape: Shape
) -> Canvas:
    """One product on a canvas of its own; drawn again smaller while a border cuts it against its spot's intent."""
    seed = rng.integers(2**62)
    for _ in range(3):
        own = np.random.default_rng(seed)
        canvas = blank(shape)
        family(Sketch(own, canvas, pick_frame(own, setting, spot, shape), setting.light, palette, setting.illustrated))
        if spot.cropped or not touches_border(canvas.alpha):
            return canvas
        spot = replace(spot, reach=spot.reach * 0.82, x=0.5 + (spot.x - 0.5) * 0.8, y=0.5 + (spot.y - 0.5) * 0.8)
    return canvas


def touches_border(alpha: np.ndarray) -> bool:
    """Whether anything drawn reaches a border of the picture."""
    return max(alpha[side].max() for side in ((0,), (-1,), (slice(None), 0), (slice(None), -1))) > 0.1


def put_down(rng: Generator, setting: Setting, picture: np.ndarray, canvas: Canvas) -> np.ndarray:
    """The picture with a product and what it does to the light around; the picture's memory is used again."""
    extent = canvas.extent()
    if extent is None:
        return picture
    if not setting.illustrated:
        if rng.random() < setting.shadows:
            picture = darken(rng, picture, canvas.alpha, setting.standing)
        if setting.standing and setting.glossy:
            picture = reflect(rng, picture, canvas)
    picture[extent] = canvas.colour[extent] + picture[extent] * (1 - canvas.alpha[extent])[..., None]
    return picture
