"""Light on surfaces. Normals are three float32 fields (height, width), z towards the camera, y down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from PIL import Image
from scipy import ndimage

from .noise import resample, soften, value_noise

Normals = tuple[np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Light:
    """A studio: key light direction (unit, y down), ambient share, softbox position and half-size, rim light."""

    direction: np.ndarray
    ambient: float
    softbox: tuple[float, float, float, float]
    rim: float
    tint: np.ndarray


@dataclass(frozen=True)
class Finish:
    """How a surface answers light: strength of the softbox's mirror image, its blur, and of metal reflections."""

    gloss: float
    blur: float
    metal: float = 0.0


FINISHES: dict[str, Finish] = {
    'matte': Finish(0.0, 1.0),
    'satin': Finish(0.16, 0.35),
    'plastic': Finish(0.45, 0.12),
    'gloss': Finish(0.95, 0.04),
    'metal': Finish(0.6, 0.1, 0.8),
}


def pick_light(rng: Generator) -> Light:
    """A key light mostly from above, soft boxes beside, sometimes a rim."""
    angle = rng.uniform(-np.pi, 0) if rng.random() < 0.85 else rng.uniform(0, 2 * np.pi)
    rise = rng.uniform(0.3, 1.3)
    direction = np.array([np.cos(angle) * np.cos(rise), np.sin(angle) * np.cos(rise), np.sin(rise)])
    side = rng.choice([-1, 1])
    box = (side * rng.uniform(0.2, 0.75), rng.uniform(-0.8, 0.1), rng.uniform(0.04, 0.3), rng.uniform(0.15, 0.8))
    rim = float(rng.choice([0, 0, 0, 0.25, 0.6, -0.3, -0.5]))
    tint = 1 + 0.04 * rng.standard_normal(3)
    return Light(direction, rng.uniform(0.25, 0.75), box, rim, tint.astype(np.float32))


def pick_finish(rng: Generator) -> str:
    """A finish by how common it is."""
    return str(rng.choice(list(FINISHES), p=[0.4, 0.25, 0.18, 0.12, 0.05]))


def unit_normals(slope_x: np.ndarray, slope_y: np.ndarray) -> Normals:
    """Normals of a height field from its negative slopes."""
    nz = 1 / np.sqrt(slope_x * slope_x + slope_y * slope_y + 1)
    return slope_x * nz, slope_y * nz, nz


def inflate(cover: np.ndarray, radius: float, depth: float, bumps: np.ndarray | None = None) -> Normals:
    """Normals of a cushion blown up inside an outline: rounded over `radius` pixels, as steep as `depth`."""
    factor = max(1, min(4, int(radius // 4), min(cover.shape) // 4))
    small = np.asarray(Image.fromarray(np.pad(cover, 2 * factor), 'F').reduce(factor))
    width = max(2, round(radius / factor))
    height = ndimage.uniform_filter(ndimage.uniform_filter(small, width, mode='constant'), width, mode='constant')
    slope_y, slope_x = np.gradient(height * np.float32(width * depth))
    pad = 2 * factor
    full = tuple(size + 2 * pad for size in cover.shape)
    enlarged = [resample(-s, full, smooth=False)[pad:-pad, pad:-pad] for s in (slope_x, slope_y)]
    if bumps is not None:
        by, bx = np.gradient(bumps)
        enlarged = [enlarged[0] - bx, enlarged[1] - by]
    return unit_normals(*enlarged)


def flat_normals(shape: tuple[int, int], tilt_x: float = 0.0, tilt_y: float = 0.0) -> Normals:
    """Normals of a plane."""
    one = np.ones(shape, np.float32)
    return unit_normals(one * np.float32(tilt_x), one * np.float32(tilt_y))


def crumple(rng: Generator, shape: tuple[int, int], cell: float, depth: float) -> np.ndarray:
    """A height field in pixels of folds about `cell` pixels wide."""
    return value_noise(rng, shape, cell, rng.uniform(0.5, 3)) * np.float32(depth * cell)


def mirror_softbox(light: Light, normals: Normals, blur: float) -> np.ndarray:
    """The image of the softbox in a mirror of these normals, 0–1."""
    nx, ny, nz = normals
    x, y, half_width, half_height = light.softbox
    inside_x = (half_width - np.abs(2 * nz * nx - x)) / (blur + 0.02)
    inside_y = (half_height - np.abs(2 * nz * ny - y)) / (blur + 0.02)
    return np.clip(0.5 + inside_x, 0, 1) * np.clip(0.5 + inside_y, 0, 1)


def shade(albedo: np.ndarray, normals: Normals, light: Light, finish: Finish, strength: float = 1.0) -> np.ndarray:
    """Colours (h, w, 3) of a lit surface: diffuse light, metal bands, softbox mirror, rim light; clipped to 0–1."""
    nx, ny, nz = normals
    lx, ly, lz = (np.float32(v) for v in light.direction)
    lambert = np.clip((nx * lx + ny * ly + nz * lz) / max(0.55, lz), 0, 1.25)
    diffuse = 1 - np.float32(strength * (1 - light.ambient)) * (1 - lambert)
    if finish.metal:
        diffuse = diffuse * (1 + np.float32(finish.metal) * (0.7 * np.sin(5 * nx + 3 * ny + 9 * nx * ny) - 0.15))
    mirror = np.float32(finish.gloss) * mirror_softbox(light, normals, finish.blur) if finish.gloss else np.float32(0)
    if light.rim > 0:
        mirror = mirror + np.float32(light.rim) * (1 - nz) * (1 - nz) * (1 - nz)
    elif light.rim < 0:
        diffuse = diffuse * (1 + np.float32(light.rim) * (1 - nz) * (1 - nz))
    lit = albedo * diffuse[..., None]
    lit *= light.tint
    if finish.gloss or light.rim > 0:
        lit += mirror[..., None]
    return np.clip(lit, 0, 1, out=lit)


def part_shadow(cover: np.ndarray, light: Light, reach: float, strength: float) -> np.ndarray:
    """Factor (h, w) by which a part darkens what is just behind it, away from the light."""
    shift = [-light.direction[1] * reach, -light.direction[0] * reach]
    moved = ndimage.shift(cover, np.rint(shift), order=0)
    return 1 - np.float32(strength) * soften(moved, max(0.5, reach * 0.7))
