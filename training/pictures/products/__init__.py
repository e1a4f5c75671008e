"""Product families: each module has a table FAMILY of (draw function, weight); drawing fills a sketch's canvas."""

from __future__ import annotations

from typing import Callable

import numpy as np
from numpy.random import Generator

from ..sketch import Sketch
from . import bags, boxes, furniture, glass, hair, jewellery, lattices, plants, shapes, shoes, tools, vessels, wear

Family = Callable[[Sketch], None]

MODULES = (bags, boxes, furniture, glass, hair, jewellery, lattices, plants, shapes, shoes, tools, vessels, wear)
FAMILIES: list[tuple[Family, float]] = [entry for module in MODULES for entry in module.FAMILY]
WEIGHTS = np.array([weight for _, weight in FAMILIES])


def pick_family(rng: Generator) -> Family:
    """A family by weight."""
    return FAMILIES[rng.choice(len(FAMILIES), p=WEIGHTS / WEIGHTS.sum())][0]
