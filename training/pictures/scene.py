"""Composition: one seed → one photo and its alpha."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from . import camera
from .backdrops import fill, picture_field, studio, table, textured
from .placing import draw_product, put_down
from .products import pick_family
from .setting import Setting, pick_palettes, pick_setting, pick_shape, pick_spots
from .surroundings import surroundings
from .textures import Field

# Share of the picture a product may cover; outside of it a picture is thrown away.
COVERAGE = 0.012, 0.86

Pair = tuple[np.ndarray, np.ndarray]


def paint_backdrop(rng: Generator, setting: Setting, field: Field, alone: bool) -> np.ndarray:
    """What lies behind the products."""
    if setting.kind == 'clutter':
        return surroundings(rng, setting, field, alone)
    if setting.illustrated:
        return fill(field.shape, setting.backdrop)
    if setting.kind == 'studio':
        return studio(rng, field, setting.backdrop)
    if setting.kind == 'table':
        return table(rng, field, setting.backdrop, setting.level)
    return textured(rng, field, setting.backdrop)


def compose(rng: Generator, size: int) -> Pair:
    """A scene before the camera: colours (H, W, 3) and alpha (H, W), 0–1."""
    setting, shape = pick_setting(rng), pick_shape(rng, size)
    spots = pick_spots(rng, setting)
    picture = paint_backdrop(rng, setting, picture_field(shape), len(spots) == 1)
    family, alike = pick_family(rng), rng.random() < 0.5
    alpha = np.zeros(shape, np.float32)
    for spot, palette in zip(spots, pick_palettes(rng, setting, len(spots))):
        canvas = draw_product(rng, setting, family if alike else pick_family(rng), spot, palette, shape)
        picture = put_down(rng, setting, picture, canvas)
        alpha = canvas.alpha + alpha * (1 - canvas.alpha)
    if rng.random() < 0.12:
        picture = camera.vignette(rng, picture)
    return picture, alpha


def render(rng: Generator, size: int) -> Pair | None:
    """A photo (size, size, 3) and its alpha (size, size), uint8; None when the product is too small or too large."""
    picture, alpha = compose(rng, size)
    if not COVERAGE[0] < float(alpha.mean()) < COVERAGE[1]:
        return None
    picture = camera.develop(rng, picture)
    pair = tuple((np.clip(p, 0, 1) * 255 + 0.5).astype(np.uint8) for p in (picture, alpha))
    if pair[1].shape != (size, size):
        pair = camera.squeeze(pair, size)
    photo, matte = camera.focus(rng, *pair)
    if rng.random() < 0.015:
        photo, matte = camera.letterbox(rng, photo, matte)
    return camera.record(rng, photo), matte


def render_row(seed: int, row: int, size: int) -> Pair:
    """The picture of a row; it depends on seed, row and size alone."""
    attempt = 0
    while True:
        pair = render(np.random.default_rng([seed, row, attempt]), size)
        if pair is not None:
            return pair
        attempt += 1
