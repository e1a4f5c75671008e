"""Shadows and reflections of a product on what lies behind it. They are background: alpha never knows of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from PIL import Image

from .canvas import Canvas
from .colours import pick_colour
from .noise import soften

Affine = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Stand:
    """Where a product touches the ground: its lowest row, its height and its columns, in pixels."""

    bottom: int
    height: int
    left: int
    right: int


def find_stand(alpha: np.ndarray) -> Stand | None:
    """The extent of a product, or None when there is none."""
    rows = np.flatnonzero(alpha.max(1) > 0.4)
    columns = np.flatnonzero(alpha.max(0) > 0.4)
    if len(rows) < 4 or len(columns) < 4:
        return None
    return Stand(int(rows[-1]) + 1, int(rows[-1] - rows[0]) + 1, int(columns[0]), int(columns[-1]))


def warp(field: np.ndarray, matrix: Affine) -> np.ndarray:
    """A field or colours in 0–1 resampled: (x, y) of the result reads (a·x + b·y + c, d·x + e·y + f), 0 outside."""
    image = Image.fromarray((field * np.float32(255) + np.float32(0.5)).astype(np.uint8))
    size = (field.shape[1], field.shape[0])
    moved = image.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
    return np.asarray(moved).astype(np.float32) * np.float32(1 / 255)


def laid_down(alpha: np.ndarray, stand: Stand, squash: float, shear: float, drop: float) -> np.ndarray:
    """The outline laid on the ground: `squash` of its height (negative towards the camera), sheared, moved down."""
    base = stand.bottom + drop
    return warp(alpha, (1, shear, -shear * base, 0, 1 / squash, stand.bottom - base / squash))


def contact(rng: Generator, alpha: np.ndarray, stand: Stand, unit: float) -> np.ndarray:
    """The dark line that hugs the base, 1–5 pixels at 512."""
    reach = rng.uniform(1, 5) / 512 * unit
    near = np.zeros_like(alpha)
    top = max(0, stand.bottom - max(3, int(rng.uniform(0.02, 0.1) * stand.height)))
    near[top:] = alpha[top:]
    moved = warp(near, (1, 0, 0, 0, 1, -reach))
    return soften(np.maximum(moved, near), reach * rng.uniform(0.3, 0.9)) * rng.uniform(0.5, 1)


def ground(rng: Generator, alpha: np.ndarray, stand: Stand, unit: float) -> np.ndarray:
    """The shadow just under and around the base, soft."""
    squash = rng.uniform(0.04, 0.16)
    blur = rng.uniform(1, 10) / 512 * unit
    return soften(laid_down(alpha, stand, squash, 0, rng.uniform(0, 0.03) * stand.height), blur) * rng.uniform(
        0.25, 0.95
    )


def cast(rng: Generator, alpha: np.ndarray, stand: Stand, unit: float) -> np.ndarray:
    """The shadow thrown along the ground, hard or soft."""
    squash = rng.uniform(0.12, 0.6) * rng.choice([1, 1, -1])
    blur = rng.choice([0.5, 1, 3, 8, 16]) / 512 * unit
    return soften(laid_down(alpha, stand, squash, rng.uniform(-1.6, 1.6), 0), blur) * rng.uniform(0.15, 0.75)


def pool_of_shadow(rng: Generator, alpha: np.ndarray, stand: Stand, unit: float) -> np.ndarray:
    """An ellipse under the product."""
    rows, columns = np.ogrid[0 : alpha.shape[0], 0 : alpha.shape[1]]
    width = stand.right - stand.left + 1
    x = (columns - (stand.left + stand.right) / 2 - rng.normal() * width * 0.08) / (width * rng.uniform(0.4, 0.65))
    y = (rows - stand.bottom - rng.uniform(-0.02, 0.03) * stand.height) / (stand.height * rng.uniform(0.02, 0.12) + 1)
    disc = np.clip((1 - np.hypot(x, y)) * 6, 0, 1).astype(np.float32)
    return soften(disc, rng.uniform(1, 14) / 512 * unit) * rng.uniform(0.2, 0.8)


def behind(rng: Generator, alpha: np.ndarray, unit: float) -> np.ndarray:
    """The shadow on a surface parallel to the picture: a wall, or the table seen from above."""
    dx, dy = rng.uniform(-0.06, 0.06) * unit, rng.uniform(-0.01, 0.08) * unit
    blur = rng.choice([0.6, 2, 5, 12, 24]) / 512 * unit
    return soften(warp(alpha, (1, 0, -dx, 0, 1, -dy)), blur) * rng.uniform(0.1, 0.65)


def ambient(rng: Generator, alpha: np.ndarray, unit: float) -> np.ndarray:
    """Less light all around."""
    return soften(alpha, rng.uniform(8, 50) / 512 * unit) * rng.uniform(0.08, 0.4)


def shadow_strength(rng: Generator, alpha: np.ndarray, standing: bool) -> np.ndarray:
    """Shadows of a product together, 0–1 (height, width)."""
    unit = float(np.sqrt(alpha.size))
    stand = find_stand(alpha)
    total = np.zeros_like(alpha)
    if stand is None:
        return total
    if standing:
        makers = ((contact, 0.75), (ground, 0.7), (cast, 0.45), (pool_of_shadow, 0.25))
        for maker, probability in makers:
            if rng.random() < probability:
                total = np.maximum(total, maker(rng, alpha, stand, unit))
    for maker, probability in ((behind, 0.12 if standing else 0.75), (ambient, 0.2 if standing else 0.4)):
        if rng.random() < probability:
            total = np.maximum(total, maker(rng, alpha, unit))
    return np.clip(total, 0, 1)


def shadow_tint(rng: Generator) -> np.ndarray:
    """What light is left in a shadow: hardly any, or coloured."""
    if rng.random() < 0.12:
        return pick_colour(rng, 'vivid') * np.float32(0.5)
    return np.clip(0.05 + 0.05 * rng.standard_normal(3), 0, 0.25).astype(np.float32)


def darken(rng: Generator, picture: np.ndarray, alpha: np.ndarray, standing: bool) -> np.ndarray:
    """The picture behind with the product's shadows, changed in place where they fall."""
    shadow = shadow_strength(rng, alpha, standing)
    kept = 1 - shadow_tint(rng)
    rows = np.flatnonzero(shadow.max(1) > 0.002)
    if len(rows):
        part = slice(rows[0], rows[-1] + 1)
        picture[part] *= 1 - shadow[part][..., None] * kept
    return picture


def reflect(rng: Generator, picture: np.ndarray, canvas: Canvas) -> np.ndarray:
    """The picture behind with the product mirrored in a glossy table, fading, sharp or blurred."""
    stand = find_stand(canvas.alpha)
    if stand is None:
        return picture
    matrix = (1, 0, 0, 0, -1, 2 * stand.bottom - 1 + rng.uniform(0, 2))
    rows = np.arange(canvas.shape[0], dtype=np.float32)[:, None]
    fade = np.clip(1 - (rows - stand.bottom) / (stand.height * rng.uniform(0.15, 1.2)), 0, 1) * rng.uniform(0.08, 0.5)
    fade = fade * (rows >= stand.bottom - 1)
    blur = rng.choice([0, 0, 1, 3, 6]) / 512 * float(np.sqrt(canvas.alpha.size))
    colours, cover = warp(canvas.colour, matrix), soften(warp(canvas.alpha, matrix), blur) * fade
    layers = [soften(np.ascontiguousarray(colours[..., c]), blur) * fade for c in range(3)]
    return np.stack(layers, -1) + picture * (1 - cover)[..., None]
