"""Transparent things: tumblers, stemmed glasses, flacons and jars; thin walls, opaque rims, liquid, highlights."""

from __future__ import annotations

import numpy as np

from ..canvas import Patch
from ..geometry import Stroke, arc, ellipse
from ..sketch import Look, Sketch
from .details import add_label, revolve, round_normals, smooth_profile, symmetric_outline
from .vessels import add_cap

Profile = tuple[np.ndarray, np.ndarray]


def draw_wall(sketch: Sketch, profile: Profile, tilt: float, clear: float) -> None:
    """A glass wall: nearly clear in the middle (`clear` alpha), denser towards its outline, bright or dark there."""
    y, radius = profile
    patch = sketch.cover([symmetric_outline(y, radius), ellipse(radius[-1], radius[-1] * tilt, 0, y[-1])])
    if patch is None:
        return
    nx, ny, nz = round_normals(sketch, patch, y, radius)
    edge = (1 - nz) ** sketch.rng.uniform(1.2, 3)
    density = np.clip(clear + (0.95 - clear) * edge, 0, 1).astype(np.float32)
    tint = sketch.accent(sketch.rng.choice(['white', 'white', 'grey', 'vivid', 'black']))
    glass = Patch(patch.rows, patch.columns, patch.cover * density)
    sketch.paint(glass, Look(tint, 'plain', 'gloss', (nx, ny, nz), casts=False))
    add_streaks(sketch, patch, profile)


def add_streaks(sketch: Sketch, patch: Patch, profile: Profile) -> None:
    """Window highlights along the wall, opaque white."""
    rng, (y, radius) = sketch.rng, profile
    white = np.ones(3, np.float32) * np.float32(rng.uniform(0.9, 1))
    for _ in range(sketch.some(1, 3)):
        share, low, high = rng.uniform(-0.9, 0.9), *np.sort(rng.uniform(0.03, 0.97, 2))
        rows = slice(int(low * 63), max(int(low * 63) + 3, int(high * 63)))
        curve = np.c_[radius[rows] * share, y[rows]]
        streak = sketch.cover(strokes=[Stroke(curve, rng.uniform(0.01, 0.07))])
        if streak is not None:
            sketch.canvas.over(streak.scaled(rng.uniform(0.3, 0.95)), white)


def add_liquid(sketch: Sketch, profile: Profile, tilt: float) -> None:
    """A filling with a lighter surface, more opaque than the glass."""
    rng, (y, radius) = sketch.rng, profile
    level = int(rng.uniform(0.25, 0.7) * 63)
    part = y[level:], radius[level:] * 0.93
    colour = sketch.accent(rng.choice(['vivid', 'brown', 'gold', 'white', 'dark']))
    opacity = rng.uniform(0.25, 0.97)
    revolve(sketch, part, tilt, Look(colour, 'gradient', 'satin', None, opacity, second=colour * 0.7))
    surface = ellipse(part[1][0], part[1][0] * tilt, 0, part[0][0])
    sketch.add([surface], look=Look(np.clip(colour * 1.2, 0, 1), 'plain', 'matte', 'flat', opacity, casts=False))


def add_rim(sketch: Sketch, radius: float, y: float, tilt: float) -> None:
    """The thin bright line of an opening."""
    line = arc(radius, radius * tilt, 0, y, 0, 2 * np.pi, 50)
    sketch.add(
        strokes=[Stroke(line, sketch.rng.uniform(0.008, 0.03))],
        look=Look(
            sketch.accent('white' if sketch.chance(0.6) else 'grey'),
            'plain',
            'gloss',
            'flat',
            sketch.rng.uniform(0.6, 1),
        ),
    )


def draw_tumbler(sketch: Sketch) -> None:
    """A drinking glass, carafe or vase of glass."""
    rng, tilt = sketch.rng, sketch.rng.uniform(0.05, 0.25)
    width, half = rng.uniform(0.3, 0.6), rng.uniform(0.5, 0.9)
    profile = smooth_profile([-half, 0, half], [width, width * rng.uniform(0.6, 1.1), width * rng.uniform(0.6, 1)])
    if sketch.chance(0.5):
        add_liquid(sketch, profile, tilt)
    draw_wall(sketch, profile, tilt, rng.uniform(0.08, 0.5))
    base = profile[1][-1]
    sketch.add(
        [ellipse(base * 0.95, base * tilt + 0.03, 0, half - 0.02)],
        look=Look(sketch.accent('grey'), 'gradient', 'gloss', 'cushion', rng.uniform(0.3, 0.8)),
    )
    add_rim(sketch, profile[1][0], -half, tilt)


def draw_wine_glass(sketch: Sketch) -> None:
    """A bowl of glass on a thin stem and a foot."""
    rng, tilt = sketch.rng, sketch.rng.uniform(0.06, 0.22)
    width = rng.uniform(0.3, 0.55)
    bowl = smooth_profile([-0.95, -0.6, -0.2, 0.1], [width * rng.uniform(0.7, 1), width, width * 0.9, 0.03])
    stem_look = Look(sketch.accent('grey'), 'brushed', 'gloss', 'cushion', rng.uniform(0.5, 0.95))
    foot = ellipse(width * 0.75, width * 0.75 * tilt + 0.02, 0, 0.92)
    sketch.add([foot], look=Look(stem_look.colour, 'gradient', 'gloss', 'cushion', rng.uniform(0.2, 0.6)))
    add_rim(sketch, width * 0.75, 0.92, tilt)
    sketch.add(strokes=[Stroke(np.array([[0, 0.05], [0, 0.9]]), rng.uniform(0.02, 0.06))], look=stem_look)
    if sketch.chance(0.55):
        add_liquid(sketch, bowl, tilt)
    draw_wall(sketch, bowl, 0.02, rng.uniform(0.08, 0.35))
    add_rim(sketch, bowl[1][0], -0.95, tilt)


def draw_flacon(sketch: Sketch) -> None:
    """A perfume or medicine bottle: tinted glass, liquid, opaque cap and label."""
    rng, tilt = sketch.rng, sketch.rng.uniform(0.03, 0.12)
    body, neck = rng.uniform(0.35, 0.6), rng.uniform(0.1, 0.2)
    profile = smooth_profile(
        [-0.7, -0.5, -0.4, 0.95], [neck, neck, body, body * rng.uniform(0.9, 1)], sketch.chance(0.6)
    )
    if sketch.chance(0.7):
        add_liquid(sketch, profile, tilt)
    draw_wall(sketch, profile, tilt, rng.uniform(0.15, 0.6))
    if sketch.chance(0.7):
        draw_opaque_label(sketch, body)
    add_cap(sketch, neck, -0.7, tilt)


def draw_opaque_label(sketch: Sketch, body: float) -> None:
    """A paper label: opaque although the glass under it is not."""
    rng = sketch.rng
    width, height, y = body * rng.uniform(0.5, 0.9), rng.uniform(0.15, 0.4), rng.uniform(0.1, 0.4)
    paper = sketch.cover(
        [np.array([[-width, y - height], [width, y - height], [width, y + height], [-width, y + height]])]
    )
    sketch.paint(paper, Look(sketch.accent('white'), 'plain', 'matte', 'flat', casts=False))
    add_label(sketch, 0, y, width * 0.97, height * 0.95)


FAMILY = ((draw_tumbler, 0.7), (draw_wine_glass, 0.6), (draw_flacon, 0.6))
