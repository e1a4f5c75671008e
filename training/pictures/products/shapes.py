"""Things no family foresaw: random bodies, long bodies on soles, compounds of parts. They keep the network general."""

from __future__ import annotations

import numpy as np

from ..geometry import Points, Stroke, ellipse, mirrored, pebble, rounded_box, spline, superformula
from ..sketch import Look, Sketch
from .details import add_attachments, add_cable, add_decals


def draw_blob(sketch: Sketch) -> None:
    """A random body with decals, perhaps a hole and attachments."""
    rng = sketch.rng
    outline = superformula(rng) if sketch.chance(0.4) else pebble(rng, rng.uniform(0.1, 0.55))
    if sketch.chance(0.3):
        add_attachments(sketch, 3)
    sketch.add([outline], look=Look())
    add_decals(sketch, sketch.some(0, 3))
    if sketch.chance(0.3):
        sketch.cut([ellipse(rng.uniform(0.1, 0.4), rng.uniform(0.1, 0.4), *rng.uniform(-0.3, 0.3, 2))])
    if sketch.chance(0.4):
        add_attachments(sketch, sketch.some(1, 3))


def random_part(sketch: Sketch) -> Points:
    """A box, an ellipse or a star somewhere."""
    rng, kind, at = sketch.rng, sketch.rng.random(), sketch.rng.uniform(-0.6, 0.6, 2)
    if kind < 0.45:
        return rounded_box(rng.uniform(0.1, 0.7), rng.uniform(0.1, 0.7), rng.uniform(0, 0.3), *at)
    if kind < 0.8:
        return ellipse(rng.uniform(0.1, 0.5), rng.uniform(0.1, 0.5), *at)
    return superformula(rng) * rng.uniform(0.2, 0.6) + at


def draw_compound(sketch: Sketch) -> None:
    """A few parts on top of each other, often symmetric."""
    for _ in range(sketch.some(2, 6)):
        part = random_part(sketch)
        sketch.add([part, mirrored(part)] if sketch.chance(0.5) else [part], look=Look())
    add_attachments(sketch, sketch.some(0, 3))
    add_decals(sketch, sketch.some(0, 2))


def draw_long_body(sketch: Sketch) -> None:
    """A long irregular body with a strip along its lower edge, slits and an opening: kin of shoes, irons, cars."""
    rng, count = sketch.rng, sketch.some(5, 8)
    x = np.linspace(-1, 1, count)
    top = -rng.uniform(0.05, 0.75, count) * np.r_[0.5, np.ones(count - 2), 0.5]
    bottom = rng.uniform(0.15, 0.4) + 0.04 * rng.standard_normal(count)
    sketch.add([spline(np.r_[np.c_[x, top], np.c_[x, bottom][::-1]])], look=Look(form='cushion'))
    add_decals(sketch, sketch.some(1, 4), 0.8, 0.3)
    if sketch.chance(0.7):
        strip = np.r_[np.c_[x, bottom - rng.uniform(0.06, 0.2)], np.c_[x, bottom + 0.02][::-1]]
        sketch.add([spline(strip)], look=Look(sketch.accent('white' if sketch.chance(0.5) else None), form='cushion'))
    if sketch.chance(0.5):
        opening = ellipse(rng.uniform(0.15, 0.4), rng.uniform(0.05, 0.14), rng.uniform(-0.6, 0.2), top.min() * 0.8)
        sketch.add([opening], look=Look(sketch.accent('dark'), form='flat', inside=True))


def draw_stack(sketch: Sketch) -> None:
    """Equal or shrinking pieces one above another: towels, stools, tyres, cakes, toys."""
    rng, count = sketch.rng, sketch.some(2, 7)
    height, shrink = 1.8 / count, rng.uniform(0.75, 1.02)
    width, round_share = rng.uniform(0.4, 0.95), rng.random()
    look = Look(sketch.main(), form='cushion')
    for k in range(count):
        y = 0.9 - (k + 0.5) * height
        half = width * shrink**k * rng.uniform(0.95, 1.05)
        part = rounded_box(half, height * 0.53, height * round_share * 0.5, rng.normal() * 0.03, y)
        sketch.add([part], look=look if sketch.chance(0.5) else Look(form='cushion'))
    add_decals(sketch, sketch.some(0, 2))


def draw_loops(sketch: Sketch) -> None:
    """A tangle of tube or rope with ends: hoses, pretzels, cables."""
    rng = sketch.rng
    if sketch.chance(0.5):
        t = np.linspace(0, rng.uniform(4, 20), 40)
        points = (0.3 + 0.5 * t / t[-1])[:, None] * np.c_[np.cos(t), np.sin(t) * rng.uniform(0.3, 1)]
    else:
        points = rng.uniform(-0.9, 0.9, (sketch.some(4, 8), 2))
    look = Look(finish=None, form='cushion', colour=sketch.main())
    curve = spline(points, False, 8)
    for part in np.array_split(np.arange(len(curve) - 1), 4):
        sketch.add(strokes=[Stroke(curve[part[0] : part[-1] + 2], width_of(points))], look=look)
    for end in (curve[0], curve[-1]):
        sketch.add([superformula(rng) * rng.uniform(0.06, 0.22) + end], look=Look())
    if sketch.chance(0.2):
        add_cable(sketch, curve[0])


def width_of(points: Points) -> float:
    """A tube's width: thin where it has many turns."""
    return float(np.clip(0.6 / len(points), 0.025, 0.12))


FAMILY = ((draw_blob, 1.0), (draw_compound, 1.6), (draw_long_body, 1.0), (draw_stack, 0.5), (draw_loops, 0.4))
