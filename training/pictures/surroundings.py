"""Other things around the product in busy pictures: they look like products, and are background."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from .clutter import defocus, room
from .colours import pick_palette
from .placing import draw_product, put_down
from .products import pick_family
from .setting import Setting, Spot
from .textures import Field


def surroundings(rng: Generator, setting: Setting, field: Field, alone: bool) -> np.ndarray:
    """A room with other things in it, sharp or out of focus; never sharp when several products must stand out."""
    picture = room(rng, field, setting.level)
    for spot in neighbour_spots(rng, setting):
        picture = add_neighbour(rng, setting, picture, spot)
    picture = defocus(rng, field, picture, 0.0 if alone else 3.0)
    if alone and rng.random() < 0.2:
        for _ in range(rng.integers(1, 3)):
            picture = add_neighbour(rng, setting, picture, border_spot(rng))
    return picture


def neighbour_spots(rng: Generator, setting: Setting) -> list[Spot]:
    """None, a few scattered or cut by borders, or a row that stands behind on the same ground."""
    kind = rng.random()
    if kind < 0.25:
        return []
    if kind < 0.55:
        return row_spots(rng, setting)
    count = int(rng.choice([1, 2, 3, 4]))
    return [border_spot(rng) if rng.random() < 0.5 else scattered_spot(rng) for _ in range(count)]


def row_spots(rng: Generator, setting: Setting) -> list[Spot]:
    """Things side by side on a shelf or on the far part of the table."""
    count, base = int(rng.integers(2, 6)), setting.level + rng.uniform(-0.02, 0.08)
    reach = rng.uniform(0.06, 0.17)
    spots = []
    for x in (np.arange(count) + rng.uniform(0, 1)) / count + 0.03 * rng.standard_normal(count):
        own = reach * rng.uniform(0.7, 1.3)
        spots.append(Spot(own, x, base - own, True))
    return spots


def border_spot(rng: Generator) -> Spot:
    """Half out of the picture."""
    edge, along = rng.choice([0.0, 1.0]) + rng.normal(0, 0.05), rng.random()
    x, y = (edge, along) if rng.random() < 0.65 else (along, edge)
    return Spot(rng.uniform(0.1, 0.32), x, y, True)


def scattered_spot(rng: Generator) -> Spot:
    """Anywhere, small."""
    return Spot(rng.uniform(0.05, 0.17), rng.random(), rng.random(), True)


def add_neighbour(rng: Generator, setting: Setting, picture: np.ndarray, spot: Spot) -> np.ndarray:
    """Another thing, often dim."""
    canvas = draw_product(rng, setting, pick_family(rng), spot, pick_palette(rng), picture.shape[:2])
    if rng.random() < 0.5:
        canvas.colour *= np.float32(rng.uniform(0.4, 0.95))
    return put_down(rng, setting, picture, canvas)
