"""Shoes: trainers with laces, boots, sandals, high heels."""

from __future__ import annotations

import numpy as np

from ..geometry import Points, Stroke, arc, ellipse, spline
from ..sketch import Look, Sketch
from .details import add_decals, add_stitches


def shoe_material(sketch: Sketch) -> Look:
    """Leather, canvas, suede or knit."""
    texture = sketch.rng.choice(
        ['leather', 'weave', 'plain', 'grain', 'ribbed', 'camouflage', 'print'],
        p=[0.3, 0.2, 0.25, 0.1, 0.07, 0.03, 0.05],
    )
    return Look(sketch.main(), texture, None, 'cushion')


def add_sole(sketch: Sketch, thickness: float, heel: float) -> None:
    """A sole along the lower edge, white as often as not; `heel` lifts its back."""
    low = 0.62
    outline = spline(
        [
            [-0.95, low - 0.08],
            [-0.2, low - 0.05],
            [0.55, low - 0.02],
            [0.97, low - 0.08],
            [0.96, low + thickness],
            [0.2, low + thickness],
            [-0.9, low + thickness],
        ]
    )
    tone = sketch.rng.choice(['white', 'white', 'black', 'beige'])
    look = Look(sketch.accent(tone), sketch.rng.choice(['plain', 'plain', 'ribbed']), 'matte', 'cushion')
    if heel > 0.03:
        block = np.array([[-0.93, low], [-0.45, low], [-0.5, low + thickness + heel], [-0.88, low + thickness + heel]])
        sketch.add([block], look=look)
    sketch.add([outline], look=look)


def upper_outline(sketch: Sketch, collar: float) -> Points:
    """The side of a shoe; `collar` is how high it rises at the ankle."""
    rng = sketch.rng
    tongue = rng.uniform(-0.15, 0.1)
    return spline(
        [
            [-0.9, 0.55],
            [-0.95, 0.1],
            [-0.85, -collar],
            [-0.5, -collar + 0.12],
            [-0.15, -collar * 0.7 + tongue],
            [0.3, 0.12],
            [0.7, 0.22],
            [0.95, 0.45],
            [0.9, 0.62],
            [0, 0.6],
        ]
    )


def draw_shoe(sketch: Sketch) -> None:
    """A trainer or low shoe: upper, sole, opening, toe cap, laces."""
    rng, look = sketch.rng, shoe_material(sketch)
    collar = rng.uniform(0.15, 0.5)
    sketch.add([upper_outline(sketch, collar)], look=look)
    opening = ellipse(0.3, rng.uniform(0.05, 0.11), -0.55, -collar + 0.1)
    sketch.add([opening], look=Look(sketch.accent('dark'), 'grain', 'matte', 'flat', inside=True))
    add_decals(sketch, sketch.some(0, 2), 0.7, 0.25, 0.25)
    if sketch.chance(0.45):
        toe = spline([[0.45, 0.15], [0.97, 0.3], [1.0, 0.7], [0.4, 0.7], [0.52, 0.4]])
        sketch.add([toe], look=Look(sketch.accent('white'), 'plain', None, 'cushion', inside=True))
    if sketch.chance(0.3):
        add_stitches(sketch, spline([[-0.9, 0.45], [0, 0.42], [0.6, 0.45]], False, 20))
    add_sole(sketch, rng.uniform(0.08, 0.25), 0.0 if sketch.chance(0.7) else rng.uniform(0.05, 0.3))
    if sketch.chance(0.7):
        add_laces(sketch, collar)


def add_laces(sketch: Sketch, collar: float) -> None:
    """Crossed laces and a bow whose loops show what is behind."""
    rng, colour = sketch.rng, sketch.accent('white' if sketch.chance(0.6) else None)
    start, stop, count = np.array([-0.12, -collar * 0.6]), np.array([0.4, 0.15]), sketch.some(3, 6)
    rows = start + (stop - start) * np.linspace(0, 1, count)[:, None]
    width = rng.uniform(0.02, 0.05)
    strokes = [Stroke(np.array([p + [-0.12, 0.04], p + [0.06, 0.14]]), width) for p in rows]
    if sketch.chance(0.6):
        for side in (-1, 1):
            size = rng.uniform(0.12, 0.25)
            strokes.append(Stroke(ellipse(size, size * 0.5, start[0] + side * size, start[1] - 0.02), width * 0.8))
            tail = spline([start, start + [side * 0.15, 0.1], start + [side * 0.2, rng.uniform(0.2, 0.4)]], False)
            strokes.append(Stroke(tail, width * 0.8))
    sketch.add(strokes=strokes, look=Look(colour, 'plain', 'matte', 'cushion'))


def draw_boot(sketch: Sketch) -> None:
    """A boot with shaft, pull loop, elastic or zip."""
    rng, look = sketch.rng, shoe_material(sketch)
    top, front = rng.uniform(-1.0, -0.5), rng.uniform(-0.15, 0.1)
    if sketch.chance(0.5):
        sketch.add(
            strokes=[Stroke(arc(0.06, 0.12, -0.75, top, np.pi, 2 * np.pi), 0.04)],
            look=Look(look.colour, 'plain', 'matte', 'flat'),
        )
    outline = spline(
        [
            [-0.9, 0.6],
            [-0.85, 0.1],
            [-0.88, top],
            [-0.5, top + 0.03],
            [front, top],
            [front + 0.05, -0.1],
            [0.35, 0.15],
            [0.75, 0.25],
            [0.95, 0.5],
            [0.85, 0.65],
            [0, 0.62],
        ],
        steps=8,
    )
    sketch.add([outline], look=look)
    if sketch.chance(0.5):
        panel = np.array([[-0.6, top], [-0.25, top], [-0.35, -0.1], [-0.5, -0.1]])
        sketch.add([panel], look=Look(sketch.accent('black'), 'ribbed', 'matte', 'flat', inside=True))
    add_decals(sketch, sketch.some(0, 2), 0.6, 0.3, 0.2)
    add_sole(sketch, rng.uniform(0.05, 0.15), rng.choice([0.0, rng.uniform(0.05, 0.3)]))


def draw_sandal(sketch: Sketch) -> None:
    """A sandal or slipper: foot bed and open straps; high heels on a thin pin."""
    rng, look = sketch.rng, shoe_material(sketch)
    lift = rng.uniform(0, 0.7)
    bed = spline(
        [
            [-0.9, 0.5 - lift],
            [-0.5, 0.5 - lift],
            [0.2, 0.68],
            [0.95, 0.7],
            [0.95, 0.8],
            [0.2, 0.8],
            [-0.5, 0.62 - lift],
            [-0.88, 0.6 - lift],
        ]
    )
    if lift > 0.15:
        heel = rng.uniform(0.02, 0.12)
        sketch.add(
            [np.array([[-0.85, 0.55 - lift], [-0.6, 0.55 - lift], [-0.7 + heel, 0.82], [-0.7 - heel, 0.82]])], look=look
        )
    sketch.add([bed], look=Look(sketch.accent(), form='cushion'))
    width = rng.uniform(0.03, 0.18)
    straps = [
        Stroke(arc(0.22, rng.uniform(0.2, 0.45), x, 0.72 - lift * share, np.pi, 2 * np.pi), width)
        for x, share in ((0.6, 0.0), (0.2, 0.3), (-0.5, 0.9))[: sketch.some(1, 3)]
    ]
    sketch.add(strokes=straps, look=look)
    if sketch.chance(0.5):
        sketch.add(
            strokes=[
                Stroke(
                    spline([[-0.8, 0.5 - lift], [-0.75, -lift], [-0.4, -lift + 0.1], [-0.3, 0.5 - lift]], False),
                    width * 0.7,
                )
            ],
            look=look,
        )


FAMILY = ((draw_shoe, 1.5), (draw_boot, 0.8), (draw_sandal, 0.6))
