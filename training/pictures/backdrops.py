"""What lies behind: float32 (height, width, 3) in 0–1. Studios, tables; clutter is in `clutter`."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from .colours import pick_colour, vary
from .noise import Shape, blend, fractal_noise, smooth_step, soften, value_noise
from .textures import Field, paint_texture

STUDIO_TONES = {
    'white': 0.4,
    'grey': 0.17,
    'pastel': 0.1,
    'beige': 0.1,
    'black': 0.08,
    'muted': 0.06,
    'brown': 0.03,
    'vivid': 0.06,
}
FLOOR_TEXTURES = (
    'wood',
    'wood',
    'wood',
    'marble',
    'grain',
    'weave',
    'clouds',
    'stripes',
    'leather',
    'checks',
    'speckles',
)


def pick_backdrop_colour(rng: Generator) -> np.ndarray:
    """A studio colour: often pure white."""
    tone = rng.choice(list(STUDIO_TONES), p=list(STUDIO_TONES.values()))
    if tone == 'white' and rng.random() < 0.5:
        return np.float32(rng.choice([1.0, 1.0, 0.985, 0.96])) * np.ones(3, np.float32)
    return pick_colour(rng, tone)


def picture_field(shape: Shape) -> Field:
    """Positions over the picture: y and x from 0, one length is the unit of the picture."""
    unit = float(np.sqrt(shape[0] * shape[1]))
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    return Field((columns + 0.5) / np.float32(unit), (rows + 0.5) / np.float32(unit), unit)


def fill(shape: Shape, colour: np.ndarray) -> np.ndarray:
    """One colour everywhere."""
    return np.ones((*shape, 1), np.float32) * colour


def studio(rng: Generator, field: Field, colour: np.ndarray) -> np.ndarray:
    """A plain backdrop with the unevenness of real ones: fall-off, spotlight, sweep, folds, paper grain."""
    light = np.ones(field.shape, np.float32)
    kind = rng.random()
    if kind < 0.3:
        light *= falloff(rng, field)
    elif kind < 0.5:
        light *= spotlight(rng, field)
    elif kind < 0.62:
        light *= sweep(rng, field)
    elif kind < 0.7:
        light *= 1 + 0.08 * value_noise(rng, field.shape, field.scale / 3)
    if rng.random() < 0.08:
        light *= folds(rng, field)
    if rng.random() < 0.15:
        light *= paper_grain(rng, field)
    picture = colour * light[..., None]
    if rng.random() < 0.15:
        picture = blend(picture, vary(rng, colour, 0.12), smooth_step(0, 1, field.along(rng.uniform(0, np.pi))))
    return np.clip(picture, 0, 1).astype(np.float32)


def falloff(rng: Generator, field: Field) -> np.ndarray:
    """Light that fades along a direction, mostly downwards or upwards."""
    t = field.along(np.pi / 2 if rng.random() < 0.7 else rng.uniform(0, 2 * np.pi))
    return 1 + rng.uniform(-0.35, 0.12) * (t - t.min())


def spotlight(rng: Generator, field: Field) -> np.ndarray:
    """Light that fades from a spot."""
    distance = np.hypot(field.x - rng.uniform(0.2, 0.8), field.y - rng.uniform(0.1, 0.7))
    return np.maximum(0.03, 1 - rng.uniform(0.05, 0.8) * distance ** rng.choice([1, 1.5, 2]))


def sweep(rng: Generator, field: Field) -> np.ndarray:
    """A paper sweep: wall and floor of slightly different lightness, joined softly."""
    joint = smooth_step(-1, 1, (field.y - rng.uniform(0.45, 0.85)) / rng.uniform(0.02, 0.3))
    return 1 + rng.uniform(-0.2, 0.12) * joint


def folds(rng: Generator, field: Field) -> np.ndarray:
    """Creases and waves of cloth or paper."""
    phase = field.along(rng.uniform(-0.4, 0.4)) * rng.uniform(8, 40) + 2 * value_noise(
        rng, field.shape, field.scale / 3
    )
    waves = np.sin(phase) * value_noise(rng, field.shape, field.scale / 3)
    return 1 + rng.uniform(0.02, 0.15) * waves


def paper_grain(rng: Generator, field: Field) -> np.ndarray:
    """The tooth of paper, plaster or felt."""
    return 1 + rng.uniform(0.008, 0.05) * fractal_noise(rng, field.shape, rng.uniform(0.003, 0.03) * field.scale, 3)


def table(rng: Generator, field: Field, colour: np.ndarray, share: float) -> np.ndarray:
    """A wall and a table or floor, the edge between them visible at a share of the height."""
    level = share * field.shape[0] / field.scale
    softness = rng.choice([0.002, 0.004, 0.01, 0.04])
    tilt = 0.05 * rng.standard_normal() if rng.random() < 0.3 else 0
    below = smooth_step(-1, 1, (field.y - level - tilt * (field.x - 0.5)) / softness)
    wall = studio(rng, field, colour) if rng.random() < 0.75 else textured(rng, field, colour)
    if rng.random() < 0.4:
        wall = soft_copy(wall, rng.uniform(0.004, 0.03) * field.scale)
    ground = floor(rng, field, vary(rng, colour, 0.12), level)
    picture = blend(wall, ground, below)
    if rng.random() < 0.3:
        picture = picture * (1 - rng.uniform(0.1, 0.4) * np.exp(-np.abs(field.y - level) / 0.015))[..., None]
    return np.clip(picture, 0, 1)


def floor(rng: Generator, field: Field, near: np.ndarray, level: float) -> np.ndarray:
    """A table top that shrinks towards its far edge."""
    colour = (
        near
        if rng.random() < 0.4
        else pick_colour(rng, rng.choice(['brown', 'brown', 'grey', 'white', 'dark', 'beige', 'muted']))
    )
    depth = np.maximum(0.08, field.y - level + rng.uniform(0.1, 0.6))
    if rng.random() < 0.5:
        seen = Field((field.x - 0.5) / depth * 0.4, -0.2 / depth, field.scale)
    else:
        seen = field
    if rng.random() < 0.35:
        painted = studio(rng, field, colour)
    else:
        painted = paint_texture(rng, seen, colour, str(rng.choice(FLOOR_TEXTURES)), vary(rng, colour, 0.2))
        strength = rng.uniform(0.3, 1)
        painted = colour + (painted - colour) * np.float32(strength)
    return painted * (1 - rng.uniform(-0.15, 0.35) * np.clip(field.y - level, 0, 1))[..., None]


def textured(rng: Generator, field: Field, colour: np.ndarray) -> np.ndarray:
    """A patterned wall, cloth or paper, its contrast weak or full."""
    painted = paint_texture(rng, field, colour)
    return colour + (painted - colour) * np.float32(rng.uniform(0.2, 1))


def soft_copy(picture: np.ndarray, sigma: float) -> np.ndarray:
    """A picture out of focus."""
    return np.stack([soften(np.ascontiguousarray(picture[..., c]), sigma) for c in range(3)], -1)
