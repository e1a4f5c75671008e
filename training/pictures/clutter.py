"""Busy backgrounds: rooms, shelves and tables full of other things, sharp or out of focus."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageDraw

from .backdrops import pick_backdrop_colour, soft_copy, studio, table, textured
from .colours import pick_colour
from .geometry import superformula
from .noise import blend, value_noise
from .textures import Field, paint_texture


def room(rng: Generator, field: Field) -> np.ndarray:
    """A wall, a floor, and flat things in front: frames, windows, shelves, discs, poles, scraps."""
    picture = base_layer(rng, field)
    for _ in range(int(rng.integers(0, 16))):
        picture = FURNISHINGS[rng.integers(len(FURNISHINGS))](rng, field, picture)
    return np.clip(picture, 0, 1)


def base_layer(rng: Generator, field: Field) -> np.ndarray:
    """A patterned surface, a table before a wall, or a plain one."""
    kind, colour = rng.random(), pick_colour(rng) if rng.random() < 0.6 else pick_backdrop_colour(rng)
    if kind < 0.3:
        return textured(rng, field, colour)
    return table(rng, field, colour) if kind < 0.8 else studio(rng, field, colour)


def lay(picture: np.ndarray, image: Image.Image, box: tuple[int, int], colours: np.ndarray) -> np.ndarray:
    """Colours (h, w, 3) or (3,) laid over a part of the picture by an image of their coverage."""
    cover = np.asarray(image.reduce(2), np.float32) / 255
    rows, columns = slice(box[1], box[1] + cover.shape[0]), slice(box[0], box[0] + cover.shape[1])
    picture[rows, columns] = blend(picture[rows, columns], colours, cover)
    return picture


def patch_at(rng: Generator, field: Field, width: float, height: float) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """A rectangle of about this size (units) somewhere on the picture: its corner (x, y) and its size (w, h) in pixels."""
    full_height, full_width = field.shape
    w, h = int(width * field.scale), int(height * field.scale)
    left, top = int(rng.uniform(-0.3 * w, full_width - 0.7 * w)), int(rng.uniform(-0.3 * h, full_height - 0.7 * h))
    right, bottom = min(full_width, left + w), min(full_height, top + h)
    left, top = max(0, left), max(0, top)
    if right - left < 4 or bottom - top < 4:
        return None
    return (left, top), (right - left, bottom - top)


def crop_field(field: Field, corner: tuple[int, int], size: tuple[int, int]) -> Field:
    """The positions of a rectangle of the picture."""
    box = slice(corner[1], corner[1] + size[1]), slice(corner[0], corner[0] + size[0])
    return Field(field.x[box], field.y[box], field.scale)


def panel(rng: Generator, field: Field, picture: np.ndarray) -> np.ndarray:
    """A frame, window, box or book: a textured rectangle with a rim, shaded along one side."""
    place = patch_at(rng, field, rng.uniform(0.05, 0.6), rng.uniform(0.05, 0.6))
    if place is None:
        return picture
    corner, size = place
    colours = paint_texture(rng, crop_field(field, corner, size), pick_colour(rng))
    colours = colours * np.linspace(1, rng.uniform(0.6, 1), size[0], dtype=np.float32)[None, :, None]
    rim = int(rng.uniform(0, 0.08) * min(size))
    if rim and rng.random() < 0.5:
        frame = np.ones((size[1], size[0]), np.float32)
        frame[rim:-rim, rim:-rim] = 0
        colours = blend(colours, pick_colour(rng), frame)
    image = Image.new('L', (2 * size[0], 2 * size[1]), 255)
    return lay(picture, image, corner, colours)


def disc(rng: Generator, field: Field, picture: np.ndarray) -> np.ndarray:
    """A plate, lamp, ball or scrap with some shading."""
    width = rng.uniform(0.04, 0.35)
    place = patch_at(rng, field, width, width * rng.uniform(0.3, 1.2))
    if place is None:
        return picture
    corner, size = place
    image = Image.new('L', (2 * size[0], 2 * size[1]))
    outline = superformula(rng) if rng.random() < 0.35 else None
    if outline is None:
        ImageDraw.Draw(image).ellipse([0, 0, 2 * size[0] - 1, 2 * size[1] - 1], fill=255)
    else:
        ImageDraw.Draw(image).polygon([tuple(p) for p in (outline + 1) * size], fill=255)
    colours = paint_texture(rng, crop_field(field, corner, size), pick_colour(rng))
    shading = np.linspace(rng.uniform(0.8, 1.2), rng.uniform(0.4, 0.9), size[1], dtype=np.float32)[:, None, None]
    return lay(picture, image, corner, np.clip(colours * shading, 0, 1))


def pole(rng: Generator, field: Field, picture: np.ndarray) -> np.ndarray:
    """A pole, shelf edge, cable or crack across the picture."""
    height, width = field.shape
    image = Image.new('L', (width * 2, height * 2))
    ends = rng.uniform(-0.1, 1.1, 4) * [width, height, width, height] * 2
    if rng.random() < 0.6:
        ends[rng.choice([2, 3])] = ends[0] if rng.random() < 0.5 else ends[1]
    ImageDraw.Draw(image).line(ends.tolist(), fill=255, width=int(rng.uniform(0.004, 0.06) * field.scale * 2) + 1)
    return lay(picture, image, (0, 0), pick_colour(rng))


FURNISHINGS = (panel, panel, panel, disc, disc, pole)


def lights(rng: Generator, field: Field, picture: np.ndarray) -> np.ndarray:
    """Bright discs of lights far out of focus."""
    for _ in range(int(rng.integers(4, 24))):
        radius = rng.uniform(0.01, 0.07)
        place = patch_at(rng, field, 2 * radius, 2 * radius)
        if place is None:
            continue
        corner, size = place
        image = Image.new('L', (2 * size[0], 2 * size[1]))
        ImageDraw.Draw(image).ellipse([0, 0, 2 * size[0] - 1, 2 * size[1] - 1], fill=int(rng.uniform(40, 150)))
        picture = lay(picture, image, corner, pick_colour(rng, rng.choice(['white', 'pastel', 'vivid'])))
    return picture


def defocus(rng: Generator, field: Field, picture: np.ndarray) -> np.ndarray:
    """The background sharp (about a third) or out of focus, with grain of its own."""
    sigma = rng.choice([0, 1, 3, 6, 11, 20], p=[0.33, 0.12, 0.17, 0.17, 0.13, 0.08]) / 512 * field.scale
    if sigma:
        picture = soft_copy(picture, sigma)
    if sigma > 5 and rng.random() < 0.3:
        picture = lights(rng, field, picture)
    if sigma < 3 and rng.random() < 0.5:
        picture = picture * (1 + 0.06 * value_noise(rng, field.shape, rng.uniform(1.5, 12)))[..., None]
    return np.clip(picture, 0, 1)
