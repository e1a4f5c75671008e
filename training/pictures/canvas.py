"""What is being drawn: a premultiplied colour layer with its alpha, and antialiased coverage of outlines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable

import numpy as np
from PIL import Image, ImageDraw

from .noise import Shape

# Below this many supersampled pixels coverage is sampled 4 × 4 per pixel, above 3 × 3.
FINE_AREA = 6_000_000


@dataclass(frozen=True)
class Patch:
    """Coverage (height, width) in 0–1 of a rectangle of the picture."""

    rows: slice
    columns: slice
    cover: np.ndarray

    @property
    def box(self) -> tuple[slice, slice]:
        """Index of the rectangle in a picture."""
        return self.rows, self.columns

    def grown(self, margin: int, shape: Shape) -> Patch:
        """The patch with an empty margin, as far as the picture reaches."""
        before = [min(margin, side.start) for side in self.box]
        after = [min(margin, size - side.stop) for side, size in zip(self.box, shape)]
        sides = [slice(s.start - b, s.stop + a) for s, b, a in zip(self.box, before, after)]
        return Patch(*sides, np.pad(self.cover, list(zip(before, after))))

    def scaled(self, factor: np.ndarray | float) -> Patch:
        """The same rectangle with its coverage multiplied."""
        return Patch(self.rows, self.columns, self.cover * np.float32(factor))


def bounds(points: Iterable[np.ndarray], shape: Shape, margin: float) -> tuple[slice, slice] | None:
    """The rectangle of the picture that holds all points and a margin, or None when it is empty."""
    stacked = np.concatenate([np.asarray(p).reshape(-1, 2) for p in points])
    low = np.floor(stacked.min(0) - margin).astype(int)
    high = np.ceil(stacked.max(0) + margin).astype(int)
    left, top = np.maximum(low, 0)
    right, bottom = min(high[0], shape[1]), min(high[1], shape[0])
    if right - left < 2 or bottom - top < 2:
        return None
    return slice(int(top), int(bottom)), slice(int(left), int(right))


def rasterise(
    shape: Shape, polygons: list[np.ndarray], lines: list[tuple[np.ndarray, float]], holes: list[np.ndarray]
) -> Patch | None:
    """Antialiased coverage of polygons and lines (points, width) minus holes, all in pixels; None when off the picture.

    Polygons are united, so overlapping ones leave no gaps.
    """
    outlines = [*polygons, *(points for points, _ in lines)]
    if not outlines:
        return None
    margin = 1 + max([0.0, *(width / 2 for _, width in lines)])
    box = bounds(outlines, shape, margin)
    if box is None:
        return None
    height, width = (side.stop - side.start for side in box)
    factor = 4 if height * width * 16 < FINE_AREA else 3
    image = Image.new('L', (width * factor, height * factor))
    origin = np.array([box[1].start, box[0].start])
    draw_outlines(ImageDraw.Draw(image), factor, origin, polygons, lines, holes)
    cover = np.asarray(image.reduce(factor)).astype(np.float32) / 255
    return Patch(*box, cover)


def draw_outlines(
    draw: ImageDraw.ImageDraw,
    factor: int,
    origin: np.ndarray,
    polygons: list[np.ndarray],
    lines: list[tuple[np.ndarray, float]],
    holes: list[np.ndarray],
) -> None:
    """Fill polygons and lines with 255 and holes with 0 on a supersampled image whose corner is `origin`."""

    def flat(points: np.ndarray) -> list[int]:
        return np.rint((points - origin) * factor - 0.5).astype(int).ravel().tolist()

    for points in polygons:
        draw.polygon(flat(points), fill=255)
    for points, width in lines:
        draw_line(draw, flat(points), max(1, round(width * factor)))
    for points in holes:
        draw.polygon(flat(points), fill=0)


def draw_line(draw: ImageDraw.ImageDraw, flat: list[int], width: int) -> None:
    """A line with round joints and ends, in whole supersampled pixels."""
    draw.line(flat, fill=255, width=width, joint='curve' if width > 3 else None)
    if width > 3:
        half = width / 2
        for x, y in (flat[:2], flat[-2:]):
            draw.ellipse([x - half, y - half, x + half, y + half], fill=255)


@dataclass
class Canvas:
    """Premultiplied `colour` (height, width, 3) and `alpha` (height, width), float32 in 0–1, changed in place."""

    colour: np.ndarray
    alpha: np.ndarray

    @property
    def shape(self) -> Shape:
        """Height and width in pixels."""
        return self.alpha.shape

    def over(self, patch: Patch, colour: np.ndarray) -> None:
        """Lay a colour (3,) or (h, w, 3) over what is there (Porter and Duff 1984, "over")."""
        weight = patch.cover
        colours, alpha = self.colour[patch.box], self.alpha[patch.box]
        colours *= (1 - weight)[..., None]
        colours += colour * weight[..., None]
        alpha += weight * (1 - alpha)

    def atop(self, patch: Patch, colour: np.ndarray) -> None:
        """Lay a colour only where something is already; alpha stays ("atop")."""
        weight = patch.cover
        self.colour[patch.box] *= (1 - weight)[..., None]
        self.colour[patch.box] += colour * (weight * self.alpha[patch.box])[..., None]

    def cut(self, patch: Patch) -> None:
        """Remove what is covered: a real hole that shows the backdrop."""
        self.colour[patch.box] *= (1 - patch.cover)[..., None]
        self.alpha[patch.box] *= 1 - patch.cover

    def dim(self, box: tuple[slice, slice], factor: np.ndarray) -> None:
        """Multiply the colour in a rectangle by a factor (h, w): a shadow of one part on another."""
        self.colour[box] *= factor[..., None]

    def extent(self) -> tuple[slice, slice] | None:
        """The rectangle that holds everything drawn, or None when there is nothing."""
        rows = np.flatnonzero(self.alpha.max(1) > 0.02)
        columns = np.flatnonzero(self.alpha.max(0) > 0.02)
        if len(rows) < 3 or len(columns) < 3:
            return None
        return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def blank(shape: Shape) -> Canvas:
    """An empty canvas."""
    return Canvas(np.zeros((*shape, 3), np.float32), np.zeros(shape, np.float32))
