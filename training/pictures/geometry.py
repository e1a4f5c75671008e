"""Outlines as float arrays of shape (n, 2) in object units: x to the right, y down, a product within about ±1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

import numpy as np
from numpy.random import Generator

Points = np.ndarray


def spline(points: Sequence[Sequence[float]] | Points, closed: bool = True, steps: int = 10) -> Points:
    """Catmull–Rom curve through points, `steps` per span (Catmull and Rom 1974)."""
    knots = np.asarray(points, float)
    count = len(knots)
    spans = np.arange(count if closed else count - 1)
    near = [knots[(spans + k) % count] if closed else knots[np.clip(spans + k, 0, count - 1)] for k in (-1, 0, 1, 2)]
    p0, p1, p2, p3 = (p[:, None] for p in near)
    t = np.linspace(0, 1, steps, endpoint=False)[None, :, None]
    curve = 0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
    curve = curve.reshape(-1, 2)
    return curve if closed else np.vstack([curve, knots[-1:]])


def ellipse(width: float, height: float, x: float = 0.0, y: float = 0.0, count: int = 56) -> Points:
    """Ellipse of half-axes `width` and `height` around (x, y)."""
    return arc(width, height, x, y, 0.0, 2 * np.pi, count)[:-1]


def arc(width: float, height: float, x: float, y: float, start: float, stop: float, count: int = 28) -> Points:
    """Part of an ellipse between two angles (radians, clockwise on screen from the right)."""
    t = np.linspace(start, stop, count)
    return np.c_[x + width * np.cos(t), y + height * np.sin(t)]


def rounded_box(width: float, height: float, radius: float, x: float = 0.0, y: float = 0.0) -> Points:
    """Box of half-sizes `width` and `height` with round corners."""
    radius = max(1e-3, min(radius, width, height))
    corners = ((1, -1, -90), (1, 1, 0), (-1, 1, 90), (-1, -1, 180))
    arcs = [
        arc(radius, radius, x + sx * (width - radius), y + sy * (height - radius), *np.radians((a, a + 90)), 7)
        for sx, sy, a in corners
    ]
    return np.concatenate(arcs)


def superformula(rng: Generator, count: int = 96) -> Points:
    """Random star, flower, petal or pebble within the unit circle (superformula, Gielis 2003)."""
    lobes = rng.choice([0, 2, 3, 4, 5, 6, 8])
    n1, n2, n3 = rng.uniform(0.5, 5), rng.uniform(0.4, 4), rng.uniform(0.4, 4)
    t = np.linspace(0, 2 * np.pi, count, endpoint=False)
    radius = (np.abs(np.cos(lobes * t / 4)) ** n2 + np.abs(np.sin(lobes * t / 4)) ** n3) ** (-1 / n1)
    radius = np.clip(radius, 0, 4)
    radius /= radius.max()
    return np.c_[radius * np.cos(t), radius * np.sin(t)]


def pebble(rng: Generator, rough: float = 0.35) -> Points:
    """Random smooth closed outline within the unit circle."""
    count = int(rng.integers(5, 11))
    t = np.linspace(0, 2 * np.pi, count, endpoint=False)
    radius = rng.uniform(1 - rough, 1, count)
    return spline(np.c_[radius * np.cos(t), radius * np.sin(t)])


def mirrored(points: Points) -> Points:
    """The outline reflected left to right, in the opposite order."""
    return (np.asarray(points) * [-1, 1])[::-1]


def symmetric(right: Sequence[Sequence[float]] | Points) -> Points:
    """A right half from top to bottom closed by its reflection."""
    half = np.asarray(right, float)
    return np.vstack([half, mirrored(half)])


def ribbons(lines: np.ndarray, widths: np.ndarray) -> np.ndarray:
    """Outlines of tapering strands.

    `lines` is (n, k, 2); `widths` broadcasts to (n, k), full widths along each line. Returns (n, 2k, 2).
    """
    along = np.gradient(lines, axis=1)
    across = np.stack([-along[..., 1], along[..., 0]], -1)
    across /= np.linalg.norm(across, axis=-1, keepdims=True) + 1e-9
    half = across * np.broadcast_to(widths, lines.shape[:2])[..., None] / 2
    return np.concatenate([lines + half, (lines - half)[:, ::-1]], axis=1)


@dataclass(frozen=True)
class Stroke:
    """A line of round ends: points (n, 2) and its width, both in object units."""

    points: Points
    width: float


@dataclass(frozen=True)
class Frame:
    """Where an object lies in the picture: pixels = centre + matrix · (p / (1 + perspective · y))."""

    matrix: np.ndarray
    centre: np.ndarray
    perspective: float = 0.0

    @property
    def scale(self) -> float:
        """Pixels per object unit (geometric mean of both directions)."""
        return float(np.sqrt(abs(np.linalg.det(self.matrix))))

    def to_pixels(self, points: Points) -> Points:
        """Object units → pixels, for any shape (…, 2)."""
        points = np.asarray(points, float)
        if self.perspective:
            points = points / (1 + self.perspective * points[..., 1:2])
        return points @ self.matrix.T + self.centre

    def to_local(self, columns: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Pixel positions (any shape) → object units x and y, float32."""
        inverse = np.linalg.inv(self.matrix)
        dx, dy = columns - self.centre[0], rows - self.centre[1]
        x = inverse[0, 0] * dx + inverse[0, 1] * dy
        y = inverse[1, 0] * dx + inverse[1, 1] * dy
        if self.perspective:
            y = y / np.maximum(0.2, 1 - self.perspective * y)
            x = x * (1 + self.perspective * y)
        return x.astype(np.float32), y.astype(np.float32)


def place(
    scale: float,
    x: float,
    y: float,
    turn: float = 0.0,
    aspect: float = 1.0,
    shear: float = 0.0,
    perspective: float = 0.0,
    flip: bool = False,
) -> Frame:
    """A frame of `scale` pixels per unit at pixel (x, y), turned by radians, stretched, sheared or mirrored."""
    c, s = np.cos(turn), np.sin(turn)
    stretch = np.array([[(-1 if flip else 1) * scale * aspect, shear * scale], [0, scale / aspect]])
    return Frame(np.array([[c, -s], [s, c]]) @ stretch, np.array([x, y], float), perspective)
