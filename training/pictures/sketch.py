"""The pen the product families draw with: one canvas, one position, one light, one palette, one generator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

import numpy as np
from numpy.random import Generator

from .canvas import Canvas, Patch, rasterise
from .colours import Palette
from .geometry import Frame, Points, Stroke
from .shading import FINISHES, Light, Normals, crumple, flat_normals, inflate, part_shadow, pick_finish, shade
from .textures import Field, paint_texture


@dataclass(frozen=True)
class Look:
    """How a part is painted; what is None is chosen at random.

    `colour` (3,), `texture` a name of TEXTURES, `finish` a name of FINISHES, `form` one of 'cushion', 'flat', 'soft' or
    normals of the patch, `opacity` 0–1, `inside` paints only where something is already and leaves alpha alone.
    """

    colour: np.ndarray | None = None
    texture: str | None = None
    finish: str | None = None
    form: str | Normals | None = None
    opacity: float = 1.0
    inside: bool = False
    second: np.ndarray | None = None
    casts: bool = True


@dataclass(frozen=True)
class Sketch:
    """Everything a family needs to draw one product."""

    rng: Generator
    canvas: Canvas
    frame: Frame
    light: Light
    palette: Palette
    illustrated: bool = False

    @property
    def unit(self) -> float:
        """Square root of the picture's area in pixels."""
        return float(np.sqrt(self.canvas.alpha.size))

    def chance(self, probability: float) -> bool:
        """True with a probability."""
        return bool(self.rng.random() < probability)

    def some(self, low: int, high: int) -> int:
        """A whole number, both ends possible."""
        return int(self.rng.integers(low, high + 1))

    def main(self) -> np.ndarray:
        """A body colour."""
        return self.palette.main(self.rng)

    def accent(self, tone: str | None = None) -> np.ndarray:
        """A detail's colour."""
        return self.palette.accent(self.rng, tone)

    def cover(
        self, polygons: Sequence[Points] = (), strokes: Sequence[Stroke] = (), holes: Sequence[Points] = ()
    ) -> Patch | None:
        """Coverage of outlines in object units; lines never get thinner than 0.7 px at 512."""
        thinnest = 0.7 / 512 * self.unit
        lines = [(self.frame.to_pixels(s.points), max(thinnest, s.width * self.frame.scale)) for s in strokes]
        outlines, cuts = ([self.frame.to_pixels(p) for p in group] for group in (polygons, holes))
        return rasterise(self.canvas.shape, outlines, lines, cuts)

    def field(self, patch: Patch) -> Field:
        """Object positions of the pixel centres of a patch."""
        rows = np.arange(patch.rows.start, patch.rows.stop, dtype=np.float32)[:, None] + 0.5
        columns = np.arange(patch.columns.start, patch.columns.stop, dtype=np.float32)[None] + 0.5
        return Field(*self.frame.to_local(columns, rows), self.frame.scale)

    def normals(self, patch: Patch, form: str) -> Normals:
        """Normals of a cushion, a softly uneven or a flat part."""
        rng, shape = self.rng, patch.cover.shape
        if form == 'flat' or min(shape) < 6:
            return flat_normals(shape, *(0.15 * rng.standard_normal(2)))
        radius = np.sqrt(patch.cover.sum()) * rng.uniform(0.08, 0.35)
        if form == 'soft':
            bumps = crumple(rng, shape, max(3.0, rng.uniform(0.1, 0.3) * self.frame.scale), rng.uniform(0.1, 0.3))
            return inflate(patch.cover, radius, rng.uniform(0.5, 1.2), bumps)
        return inflate(patch.cover, radius, rng.uniform(0.6, 2.2))

    def surface(self, patch: Patch, look: Look) -> np.ndarray:
        """Lit colours (h, w, 3) of a part."""
        colour = self.main() if look.colour is None else look.colour
        second = look.second
        if second is None and self.palette.loyal >= 0.8:
            second = self.palette.main(self.rng)
        texture = look.texture or ('plain' if self.palette.loyal >= 0.8 and self.chance(0.6) else None)
        albedo = paint_texture(self.rng, self.field(patch), colour, texture, second)
        if self.illustrated:
            return albedo
        form = look.form or self.rng.choice(['cushion', 'cushion', 'soft', 'flat'])
        normals = self.normals(patch, str(form)) if isinstance(form, (str, np.str_)) else form
        return shade(albedo, normals, self.light, FINISHES[look.finish or pick_finish(self.rng)])

    def paint(self, patch: Patch | None, look: Look) -> None:
        """Paint a part, and its shadow on the parts behind it."""
        if patch is None:
            return
        colours = self.surface(patch, look)
        if look.casts and not self.illustrated and self.canvas.alpha[patch.box].max() > 0.3:
            reach = self.frame.scale * self.rng.uniform(0.005, 0.05)
            around = patch.grown(int(2 * reach) + 2, self.canvas.shape)
            self.canvas.dim(around.box, part_shadow(around.cover, self.light, reach, 0.5 * self.rng.random()))
        lay = self.canvas.atop if look.inside else self.canvas.over
        lay(patch.scaled(look.opacity) if look.opacity < 1 else patch, colours)

    def add(
        self,
        polygons: Sequence[Points] = (),
        strokes: Sequence[Stroke] = (),
        holes: Sequence[Points] = (),
        look: Look = Look(),
    ) -> Patch | None:
        """Outline and paint a part."""
        patch = self.cover(polygons, strokes, holes)
        self.paint(patch, look)
        return patch

    def cut(self, polygons: Sequence[Points] = (), strokes: Sequence[Stroke] = ()) -> None:
        """Cut real holes through everything drawn so far."""
        patch = self.cover(polygons, strokes)
        if patch is not None:
            self.canvas.cut(patch)
