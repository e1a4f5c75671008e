"""Smooth random fields, float32 of shape (height, width), and the resampling they rest on."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from PIL import Image
from scipy import ndimage

Shape = tuple[int, int]


def resample(field: np.ndarray, shape: Shape, smooth: bool = True) -> np.ndarray:
    """A float field stretched to another shape (bicubic when smooth, else bilinear)."""
    method = Image.Resampling.BICUBIC if smooth else Image.Resampling.BILINEAR
    picture = Image.fromarray(np.ascontiguousarray(field, np.float32), 'F')
    return np.asarray(picture.resize((shape[1], shape[0]), method))


def value_noise(rng: Generator, shape: Shape, cell: float, ratio: float = 1.0) -> np.ndarray:
    """Normal noise of deviation near 0.7 whose blobs are `cell` pixels wide and `cell`·`ratio` high."""
    rows = int(np.clip(shape[0] / max(cell * ratio, 1), 2, shape[0])) + 1
    columns = int(np.clip(shape[1] / max(cell, 1), 2, shape[1])) + 1
    return resample(rng.standard_normal((rows, columns), dtype=np.float32), shape)


def fractal_noise(rng: Generator, shape: Shape, cell: float, octaves: int = 4, gain: float = 0.5) -> np.ndarray:
    """Octaves of value noise from `cell` pixels down to single pixels, deviation near 0.5."""
    total = np.zeros(shape, np.float32)
    weight = 0.6
    for _ in range(octaves):
        total += np.float32(weight) * value_noise(rng, shape, cell)
        cell, weight = cell / 2, weight * gain
        if cell < 0.8:
            break
    return total


def soften(field: np.ndarray, sigma: float) -> np.ndarray:
    """Gaussian blur of a field, at reduced resolution where the blur is wide."""
    if sigma < 0.25:
        return field
    factor = int(min(2 ** max(0, np.floor(np.log2(sigma / 1.4))), max(1, min(field.shape) // 8)))
    if factor == 1:
        return ndimage.gaussian_filter(field, sigma, truncate=2.5, mode='nearest')
    small = np.asarray(Image.fromarray(np.ascontiguousarray(field, np.float32), 'F').reduce(factor))
    small = ndimage.gaussian_filter(small, sigma / factor, truncate=2.5, mode='nearest')
    return resample(small, field.shape, smooth=False)


def smooth_step(low: float, high: float, field: np.ndarray) -> np.ndarray:
    """0 below `low`, 1 above `high`, a cubic between."""
    t = np.clip((field - low) / (high - low if high != low else 1e-6), 0, 1)
    return t * t * (3 - 2 * t)


def blend(first: np.ndarray, second: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """first·(1−weight) + second·weight for colours (…,3) and a weight (height, width)."""
    return first + (second - first) * weight[..., None]
