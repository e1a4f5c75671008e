"""Chance decisions about a whole picture: setting, shape of the photo, spots and palettes of the products."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from .backdrops import pick_backdrop_colour
from .colours import Palette, pick_palette, same_tone_palette
from .noise import Shape
from .shading import Light, pick_light
from .textures import log_uniform

SETTINGS = {'studio': 0.47, 'table': 0.16, 'pattern': 0.02, 'clutter': 0.35}


@dataclass(frozen=True)
class Setting:
    """What all products of a picture share.

    `kind` is a key of SETTINGS; `standing`: upright on a ground, else seen from above or hung up; `level`: the far edge
    of the ground as a share of the height; `same_tone`: products hardly differ from the backdrop's colour.
    """

    kind: str
    standing: bool
    backdrop: np.ndarray
    level: float
    same_tone: bool
    light: Light
    illustrated: bool
    shadows: float
    glossy: bool


@dataclass(frozen=True)
class Spot:
    """Where a product goes: half its extent in units of the picture, its centre in shares of width and height."""

    reach: float
    x: float
    y: float
    cropped: bool = False


def pick_setting(rng: Generator) -> Setting:
    """A setting by how common it is."""
    kind = str(rng.choice(list(SETTINGS), p=list(SETTINGS.values())))
    same_tone = bool(kind != 'clutter' and rng.random() < 0.25)
    light = pick_light(rng)
    return Setting(
        kind=kind,
        standing=bool(rng.random() < 0.75),
        backdrop=pick_backdrop_colour(rng),
        level=rng.uniform(0.25, 0.8),
        same_tone=same_tone,
        light=gentle_light(rng, light) if same_tone else light,
        illustrated=bool(rng.random() < 0.03),
        shadows=float(rng.choice([0, 1], p=[0.1, 0.9])),
        glossy=bool(rng.random() < 0.18),
    )


def gentle_light(rng: Generator, light: Light) -> Light:
    """Light for same-tone products: weak shading, edges that mostly darken."""
    return replace(light, ambient=rng.uniform(0.45, 0.92), rim=float(rng.choice([0, -0.15, -0.3, -0.5, 0.3])))


def pick_shape(rng: Generator, size: int) -> Shape:
    """Height and width of the photo before it is squeezed to a square: other than square in 40 %."""
    aspect = np.exp(rng.uniform(np.log(0.6), np.log(1.6))) if rng.random() < 0.4 else 1.0
    return round(size / np.sqrt(aspect)), round(size * np.sqrt(aspect))


def pick_spots(rng: Generator, setting: Setting) -> list[Spot]:
    """One product, mostly central; or two to six side by side; some cropped by a border."""
    several = 0.15 if setting.kind == 'clutter' else 0.23
    if rng.random() < several:
        return group_spots(rng, int(rng.choice([2, 3, 4, 5, 6], p=[0.5, 0.25, 0.1, 0.1, 0.05])))
    if rng.random() < (0.08 if setting.kind == 'clutter' else 0.2):
        return [cropped_spot(rng)]
    return [single_spot(rng, setting)]


def single_spot(rng: Generator, setting: Setting) -> Spot:
    """A product alone: small only where nothing competes with it; on the ground where one is seen."""
    if rng.random() < (0.08 if setting.kind == 'clutter' else 0.3):
        reach = log_uniform(rng, 0.13, 0.28)
    else:
        reach = rng.uniform(0.28, 0.5)
    drift = max(0.015, 0.5 - reach) * 0.35
    x, y = 0.5 + drift * rng.standard_normal(2)
    return Spot(reach, x, grounded(rng, setting, reach, y))


def grounded(rng: Generator, setting: Setting, reach: float, y: float) -> float:
    """The height of a centre such that a standing product's base lies on a visible ground."""
    if not setting.standing or setting.kind not in ('table', 'clutter'):
        return y
    base = rng.uniform(min(0.9, max(setting.level + 0.06, 2 * reach)), 0.97)
    return base - reach * 0.97


def cropped_spot(rng: Generator) -> Spot:
    """A product that one or two borders cut."""
    x, y = (0.5 + rng.choice([-1, 0, 1]) * rng.uniform(0.15, 0.4) for _ in range(2))
    return Spot(rng.uniform(0.35, 0.75), x, y, True)


def group_spots(rng: Generator, count: int) -> list[Spot]:
    """Products side by side that may touch or overlap, the farthest first."""
    reach = rng.uniform(0.38, 0.62) / count**0.7
    columns = (np.arange(count) + 0.5) / count * rng.uniform(0.6, 1)
    columns += 0.5 - columns.mean() + 0.04 * rng.standard_normal(count)
    middle = rng.uniform(0.45, 0.6)
    rows = middle + rng.choice([0.02, 0.1]) * rng.standard_normal(count)
    spots = [Spot(reach * rng.uniform(0.75, 1.25), x, y) for x, y in zip(columns, rows)]
    return sorted(spots, key=lambda spot: spot.y)


def pick_palettes(rng: Generator, setting: Setting, count: int) -> list[Palette]:
    """Palettes of the products, one for all or each its own."""

    def pick() -> Palette:
        return same_tone_palette(rng, setting.backdrop) if setting.same_tone else pick_palette(rng)

    shared = pick()
    return [shared if rng.random() < 0.5 else pick() for _ in range(count)]
