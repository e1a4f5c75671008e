"""What lens, sensor and encoder do to a finished scene. The lens softens alpha too, the rest only the picture."""

from __future__ import annotations

import io

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageFilter

from .noise import smooth_step, value_noise

Pair = tuple[np.ndarray, np.ndarray]


def focus(rng: Generator, picture: np.ndarray, alpha: np.ndarray) -> Pair:
    """Optical blur of a picture (H, W, 3) uint8 and its alpha (H, W) uint8 by one kernel, sometimes only in part.

    σ is 0–2.5 px at 512, mostly below 1.
    """
    scale = float(np.sqrt(alpha.size)) / 512
    sigma = float(rng.choice([0, 0.35, 0.6, 0.9, 1.4, 2.0, 2.5], p=[0.28, 0.22, 0.22, 0.14, 0.08, 0.04, 0.02])) * scale
    picture, alpha = blurred(picture, sigma), blurred(alpha, sigma)
    if rng.random() < 0.08:
        weight = out_of_focus(rng, alpha.shape)
        wide = rng.uniform(1.5, 5) * scale
        picture, alpha = mix(picture, blurred(picture, wide), weight[..., None]), mix(
            alpha, blurred(alpha, wide), weight
        )
    return picture, alpha


def blurred(pixels: np.ndarray, sigma: float) -> np.ndarray:
    """A uint8 picture or alpha, blurred."""
    if sigma < 0.15:
        return pixels
    return np.asarray(Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(sigma)))


def mix(first: np.ndarray, second: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """A blend of two uint8 arrays."""
    return (first + (second.astype(np.float32) - first) * weight + 0.5).astype(np.uint8)


def out_of_focus(rng: Generator, shape: tuple[int, int]) -> np.ndarray:
    """Where the picture is out of focus, 0–1: one side, or top and bottom."""
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    t = (columns / shape[1] - 0.5) * np.cos(angle) + (rows / shape[0] - 0.5) * np.sin(angle)
    return smooth_step(rng.uniform(-0.2, 0.1), rng.uniform(0.3, 0.6), t)


def squeeze(pair: Pair, size: int) -> Pair:
    """Picture and alpha stretched to a square, as the networks see photos of any shape."""
    return tuple(np.asarray(Image.fromarray(p).resize((size, size), Image.Resampling.BICUBIC)) for p in pair)


def letterbox(rng: Generator, picture: np.ndarray, alpha: np.ndarray) -> Pair:
    """Plain bars along two opposite sides, as pictures padded to a format have; they are background."""
    bar = int(rng.uniform(0.03, 0.14) * alpha.shape[0])
    inside = np.zeros(alpha.shape, bool)
    inside[bar:-bar] = True
    inside = inside if rng.random() < 0.5 else inside.T
    shade = np.uint8(rng.choice([0, 255, 255, 240]))
    return np.where(inside[..., None], picture, shade), np.where(inside, alpha, np.uint8(0))


def develop(rng: Generator, picture: np.ndarray) -> np.ndarray:
    """Colour cast, exposure and contrast of a scene (H, W, 3) in 0–1."""
    if rng.random() < 0.35:
        picture = picture * (1 + 0.1 * rng.standard_normal(3).astype(np.float32) * rng.choice([0.3, 1]))
    if rng.random() < 0.25 and picture.mean() < 0.75:
        picture = picture * np.float32(rng.uniform(1, 1.25))
    picture = np.clip(picture, 0, 1)
    if rng.random() < 0.3:
        picture = picture ** np.float32(np.exp(0.25 * rng.standard_normal()))
    if rng.random() < 0.04:
        grey = picture.mean(-1, keepdims=True)
        picture = grey + (picture - grey) * np.float32(rng.uniform(0, 0.3))
    return picture


def vignette(rng: Generator, picture: np.ndarray) -> np.ndarray:
    """Darker corners."""
    height, width = picture.shape[:2]
    rows, columns = np.ogrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    return picture * (1 - rng.uniform(0.1, 0.6) * (rows**2 + columns**2) / 2).astype(np.float32)[..., None]


def record(rng: Generator, picture: np.ndarray) -> np.ndarray:
    """Sharpening halos, noise and JPEG of a uint8 picture."""
    scale = max(picture.shape[:2]) / 512
    if rng.random() < 0.25:
        mask = ImageFilter.UnsharpMask(rng.uniform(0.6, 2.5) * scale, int(rng.uniform(30, 160)), 1)
        picture = np.asarray(Image.fromarray(picture).filter(mask))
    picture = add_noise(rng, picture)
    return encode(rng, picture) if rng.random() < 0.8 else picture


def add_noise(rng: Generator, picture: np.ndarray) -> np.ndarray:
    """Sensor noise: of single pixels or of small clumps, in luminance or in colours."""
    level = rng.choice([0, 0.8, 1.5, 3, 6, 11], p=[0.25, 0.25, 0.22, 0.17, 0.08, 0.03])
    if not level:
        return picture
    height, width = picture.shape[:2]
    channels = 3 if rng.random() < 0.6 else 1
    noise = rng.standard_normal((height, width, channels), dtype=np.float32)
    if rng.random() < 0.3:
        noise = noise + np.float32(1.2) * value_noise(rng, (height, width), rng.uniform(1.5, 3))[..., None]
    return np.clip(picture + np.float32(level) * noise + 0.5, 0, 255).astype(np.uint8)


def encode(rng: Generator, picture: np.ndarray) -> np.ndarray:
    """JPEG of quality 55–97, with or without chroma subsampling."""
    buffer = io.BytesIO()
    Image.fromarray(picture).save(
        buffer, 'JPEG', quality=int(rng.integers(55, 98)), subsampling=int(rng.choice([0, 1, 2, 2]))
    )
    return np.asarray(Image.open(buffer).convert('RGB'))
