"""Busy backgrounds: rooms, gardens, walls and tables full of flat things, sharp or out of focus."""

from __future__ import annotations

from typing import Callable

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageDraw

from .backdrops import pick_backdrop_colour, soft_copy, studio, table, textured
from .colours import Palette, pick_colour, vary
from .geometry import superformula
from .noise import blend, value_noise
from .textures import Field, paint_texture

CALM = ('white', 'grey', 'brown', 'beige', 'muted', 'black', 'pastel')


def room(rng: Generator, field: Field, level: float) -> np.ndarray:
    """A wall, a ground whose far edge is at `level` of the height, and flat things in front of them."""
    palette = room_palette(rng)
    picture = base_layer(rng, field, palette, level)
    for _ in range(int(rng.integers(0, 14))):
        picture = FURNISHINGS[rng.integers(len(FURNISHINGS))](rng, field, picture, palette)
    if rng.random() < 0.3:
        picture = picture * daylight(rng, field)[..., None]
    return np.clip(picture, 0, 1)


def room_palette(rng: Generator) -> Palette:
    """Colours of a lived-in room, or of a wild one."""
    if rng.random() < 0.65:
        colours = [pick_colour(rng, str(rng.choice(CALM))) for _ in range(4)]
        return Palette((*colours, vary(rng, colours[0], 0.15)), 0.85)
    return Palette(tuple(pick_colour(rng) for _ in range(4)), 0.4)


def base_layer(rng: Generator, field: Field, palette: Palette, level: float) -> np.ndarray:
    """A table before a wall, tiles, foliage, a patterned surface or a plain one."""
    kind = rng.random()
    colour = palette.main(rng) if rng.random() < 0.75 else pick_backdrop_colour(rng)
    if kind < 0.5:
        return table(rng, field, colour, level)
    if kind < 0.62:
        return tiles(rng, field, colour)
    if kind < 0.74:
        return foliage(rng, field)
    return textured(rng, field, colour) if kind < 0.9 else studio(rng, field, colour)


def daylight(rng: Generator, field: Field) -> np.ndarray:
    """Bars or patches of light through a window."""
    bars = np.sin(field.along(rng.uniform(0.3, 1.2)) * rng.uniform(8, 40) + rng.uniform(0, 6))
    lit = np.clip(0.5 + bars * rng.uniform(1, 6), 0, 1)
    return (1 - rng.uniform(0.1, 0.45) * lit).astype(np.float32)


def tiles(rng: Generator, field: Field, colour: np.ndarray) -> np.ndarray:
    """Bricks, tiles or boards with joints."""
    height, ratio = rng.uniform(0.04, 0.2), rng.uniform(0.25, 1.2)
    row = np.floor(field.y / height)
    shifted = field.x / (height / ratio) + 0.5 * (row % 2)
    tone = rng.random((64, 64)).astype(np.float32)[row.astype(int) % 64, np.floor(shifted).astype(int) % 64]
    joint_y = np.abs(field.y / height - row - 0.5) > 0.5 - rng.uniform(0.02, 0.08)
    joint_x = np.abs(shifted - np.floor(shifted) - 0.5) > 0.5 - 0.05 * ratio
    body = colour * (1 + rng.uniform(0.05, 0.4) * (tone - 0.5))[..., None]
    grain = 1 + 0.08 * value_noise(rng, field.shape, 3)
    return np.clip(
        blend(body, vary(rng, colour, 0.25), (joint_x | joint_y).astype(np.float32)) * grain[..., None], 0, 1
    )


def foliage(rng: Generator, field: Field) -> np.ndarray:
    """Leaves upon leaves, or a lawn."""
    green = pick_colour(rng, 'green')
    picture = paint_texture(rng, field, green, 'clouds', green * np.float32(0.3))
    height, width = field.shape
    for shade in (0.5, 0.7, 0.9, 1.15):
        image = Image.new('L', (2 * width, 2 * height))
        draw = ImageDraw.Draw(image)
        size = rng.uniform(0.03, 0.12) * field.scale * 2
        for x, y, turn in rng.random((int(rng.integers(30, 120)), 3)) * [2 * width, 2 * height, 6.28]:
            ahead, beside = size * np.array([np.cos(turn), np.sin(turn)]), size * 0.3 * np.array(
                [-np.sin(turn), np.cos(turn)]
            )
            corners = np.array([x, y]) + np.array(
                [-ahead, -0.3 * ahead + beside, 0.3 * ahead + 0.8 * beside, ahead, -0.2 * ahead - beside]
            )
            draw.polygon([tuple(p) for p in corners], fill=255)
        picture = lay(picture, image, (0, 0), np.clip(vary(rng, green, 0.12) * np.float32(shade), 0, 1))
    return picture


def lay(picture: np.ndarray, image: Image.Image, corner: tuple[int, int], colours: np.ndarray) -> np.ndarray:
    """Colours (h, w, 3) or (3,) laid over a part of the picture by an image of their coverage, twice its size."""
    cover = np.asarray(image.reduce(2), np.float32) / 255
    rows, columns = slice(corner[1], corner[1] + cover.shape[0]), slice(corner[0], corner[0] + cover.shape[1])
    picture[rows, columns] = blend(picture[rows, columns], colours, cover)
    return picture


def patch_at(
    rng: Generator, field: Field, width: float, height: float
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """A rectangle of about this size (units) somewhere on the picture: its corner (x, y) and size in pixels."""
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


def panel(rng: Generator, field: Field, picture: np.ndarray, palette: Palette) -> np.ndarray:
    """A frame, window, box or book: a textured rectangle with a rim, shaded along one side."""
    place = patch_at(rng, field, rng.uniform(0.05, 0.6), rng.uniform(0.05, 0.6))
    if place is None:
        return picture
    corner, size = place
    colours = paint_texture(rng, crop_field(field, corner, size), palette.main(rng))
    colours = colours * np.linspace(1, rng.uniform(0.6, 1), size[0], dtype=np.float32)[None, :, None]
    rim = int(rng.uniform(0, 0.08) * min(size))
    if rim and rng.random() < 0.5:
        frame = np.ones((size[1], size[0]), np.float32)
        frame[rim:-rim, rim:-rim] = 0
        colours = blend(colours, palette.main(rng), frame)
    return lay(picture, Image.new('L', (2 * size[0], 2 * size[1]), 255), corner, colours)


def books(rng: Generator, field: Field, picture: np.ndarray, palette: Palette) -> np.ndarray:
    """A row of spines, bottles or folders."""
    place = patch_at(rng, field, rng.uniform(0.2, 0.9), rng.uniform(0.08, 0.3))
    if place is None:
        return picture
    (left, top), (width, height) = place
    while width > 6:
        own = int(min(width, max(4, rng.uniform(0.01, 0.06) * field.scale)))
        tall = max(4, int(height * rng.uniform(0.6, 1)))
        shade = np.linspace(0.7, 1, own, dtype=np.float32)[None, :, None]
        spine = np.ones((tall, 1, 1), np.float32) * palette.main(rng) * shade
        picture = lay(picture, Image.new('L', (2 * own, 2 * tall), 255), (left, top + height - tall), spine)
        left, width = left + own, width - own
    return picture


def disc(rng: Generator, field: Field, picture: np.ndarray, palette: Palette) -> np.ndarray:
    """A plate, lamp, ball or scrap with some shading."""
    width = rng.uniform(0.04, 0.35)
    place = patch_at(rng, field, width, width * rng.uniform(0.3, 1.2))
    if place is None:
        return picture
    corner, size = place
    image = Image.new('L', (2 * size[0], 2 * size[1]))
    if rng.random() < 0.35:
        ImageDraw.Draw(image).polygon([tuple(p) for p in (superformula(rng) + 1) * size], fill=255)
    else:
        ImageDraw.Draw(image).ellipse([0, 0, 2 * size[0] - 1, 2 * size[1] - 1], fill=255)
    colours = paint_texture(rng, crop_field(field, corner, size), palette.main(rng))
    shading = np.linspace(rng.uniform(0.8, 1.2), rng.uniform(0.4, 0.9), size[1], dtype=np.float32)[:, None, None]
    return lay(picture, image, corner, np.clip(colours * shading, 0, 1))


def pole(rng: Generator, field: Field, picture: np.ndarray, palette: Palette) -> np.ndarray:
    """A pole, shelf edge, cable or crack across the picture."""
    height, width = field.shape
    image = Image.new('L', (width * 2, height * 2))
    ends = rng.uniform(-0.1, 1.1, 4) * [width, height, width, height] * 2
    if rng.random() < 0.75:
        axis = rng.integers(2)
        ends[2 + axis] = ends[axis]
    ImageDraw.Draw(image).line(ends.tolist(), fill=255, width=int(rng.uniform(0.004, 0.06) * field.scale * 2) + 1)
    return lay(picture, image, (0, 0), palette.main(rng))


Furnishing = Callable[[Generator, Field, np.ndarray, Palette], np.ndarray]
FURNISHINGS: tuple[Furnishing, ...] = (panel, panel, panel, books, disc, disc, pole)


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


def defocus(rng: Generator, field: Field, picture: np.ndarray, least: float) -> np.ndarray:
    """The background sharp (about a third) or out of focus by at least `least` px at 512, with grain of its own."""
    sigma = max(least, rng.choice([0, 1, 3, 6, 11, 20], p=[0.33, 0.12, 0.17, 0.17, 0.13, 0.08])) / 512 * field.scale
    if sigma:
        picture = soft_copy(picture, sigma)
    if sigma > 0.01 * field.scale and rng.random() < 0.3:
        picture = lights(rng, field, picture)
    if sigma < 0.006 * field.scale and rng.random() < 0.5:
        picture = picture * (1 + 0.06 * value_noise(rng, field.shape, rng.uniform(1.5, 12)))[..., None]
    return np.clip(picture, 0, 1)
