"""Product families. Each module has a table FAMILY of (draw function, weight); a draw function fills a sketch's canvas."""

from __future__ import annotations

from typing import Callable

import numpy as np
from numpy.random import Generator

from ..sketch import Sketch
from . import boxes, plants, shapes, vessels

Family = Callable[[Sketch], None]

FAMILIES: list[tuple[Family, float]] = [
    entry for module in (boxes, plants, shapes, vessels) for entry in module.FAMILY
]
WEIGHTS = np.array([weight for _, weight in FAMILIES])


def pick_family(rng: Generator) -> Family:
    """A family by weight."""
    return FAMILIES[rng.choice(len(FAMILIES), p=WEIGHTS / WEIGHTS.sum())][0]
