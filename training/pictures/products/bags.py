"""Bags: handbags, totes, backpacks, pouches, suitcases; handles leave real holes."""

from __future__ import annotations

import numpy as np

from ..geometry import Points, Stroke, arc, ellipse, rounded_box, spline
from ..sketch import Look, Sketch
from .details import add_decals, add_stitches


def bag_material(sketch: Sketch) -> Look:
    """Leather, canvas, nylon or knit."""
    texture = sketch.rng.choice(
        ['leather', 'weave', 'plain', 'quilt', 'stripes', 'ribbed', 'print'], p=[0.35, 0.2, 0.2, 0.08, 0.07, 0.05, 0.05]
    )
    return Look(sketch.main(), texture, None, sketch.rng.choice(['cushion', 'soft']))


def bag_body(sketch: Sketch, top: float, bottom: float, y: float) -> Points:
    """A trapezoid body, straight or bulging."""
    if sketch.chance(0.5):
        return np.array([[-top, y], [top, y], [bottom, 0.95], [-bottom, 0.95]])
    return spline(
        [
            [-top, y],
            [0, y - 0.04 * sketch.rng.random()],
            [top, y],
            [bottom * 1.05, 0.6],
            [bottom * 0.9, 0.95],
            [0, 0.98],
            [-bottom * 0.9, 0.95],
            [-bottom * 1.05, 0.6],
        ]
    )


def draw_handbag(sketch: Sketch) -> None:
    """A handbag or tote with one or two bows, flap and clasp."""
    rng, look = sketch.rng, bag_material(sketch)
    top, bottom, y = rng.uniform(0.4, 0.85), rng.uniform(0.5, 0.95), rng.uniform(-0.3, 0.3)
    width, height, span = rng.uniform(0.015, 0.09), rng.uniform(0.4, 1.0), top * rng.uniform(0.3, 0.85)
    strap = look if sketch.chance(0.5) else Look(sketch.accent(), 'plain', None, 'cushion')
    count = sketch.some(1, 2)
    bow = arc(span, height, 0.06 * (count - 1), y + 0.1, np.pi, 2 * np.pi)
    if count == 2:
        sketch.add(strokes=[Stroke(bow, width)], look=strap)
    sketch.add([bag_body(sketch, top, bottom, y)], look=look)
    if sketch.chance(0.5):
        drop = rng.uniform(0.2, 0.6)
        flap = spline([[-top, y], [top, y], [top * 0.85, y + drop * 0.8], [0, y + drop], [-top * 0.85, y + drop * 0.8]])
        sketch.add(
            [flap],
            look=Look(look.colour if sketch.chance(0.7) else None, look.texture, look.finish, 'cushion', inside=True),
        )
        sketch.add(
            [rounded_box(0.07, 0.06, 0.03, 0, y + drop * 0.9)],
            look=Look(sketch.accent('gold'), 'plain', 'metal', 'cushion'),
        )
    add_decals(sketch, sketch.some(0, 3), 0.6, 0.35, 0.45)
    if sketch.chance(0.4):
        add_stitches(sketch, np.c_[np.linspace(-bottom, bottom, 40), np.full(40, y + 0.06)])
    sketch.add(strokes=[Stroke(bow - [0.06 * (count - 1) * 2, 0], width)], look=strap)


def draw_shoulder_bag(sketch: Sketch) -> None:
    """A bag whose long thin strap lies or hangs in curves."""
    rng, look = sketch.rng, bag_material(sketch)
    width, height = rng.uniform(0.4, 0.75), rng.uniform(0.3, 0.5)
    y = 0.9 - height
    crown = rng.uniform(-1.1, -0.5)
    loop = [
        [-width * 0.9, y],
        [-width * rng.uniform(0.6, 1.2), (y + crown) / 2],
        [rng.uniform(-0.3, 0.3), crown],
        [width * rng.uniform(0.6, 1.2), (y + crown) / 2],
        [width * 0.9, y],
    ]
    strap = Look(look.colour if sketch.chance(0.5) else sketch.accent(), 'plain', None, 'cushion')
    sketch.add(strokes=[Stroke(spline(loop, False), rng.uniform(0.008, 0.04))], look=strap)
    sketch.add([rounded_box(width, height, rng.uniform(0.03, 0.25), 0, y)], look=look)
    sketch.add(
        [rounded_box(width, height * 0.5, 0.1, 0, y - height * 0.5)],
        look=Look(look.colour, look.texture, None, 'cushion', inside=True),
    )
    add_decals(sketch, sketch.some(0, 2), width, height * 0.6, y)


def draw_backpack(sketch: Sketch) -> None:
    """A backpack: loop, side straps, pocket, buckles."""
    rng, look = sketch.rng, bag_material(sketch)
    width, y = rng.uniform(0.5, 0.7), rng.uniform(-0.85, -0.6)
    trim = Look(sketch.accent('brown' if sketch.chance(0.5) else 'black'), 'leather', None, 'cushion')
    sketch.add(strokes=[Stroke(arc(0.14, 0.16, 0, y, np.pi, 2 * np.pi), rng.uniform(0.03, 0.07))], look=trim)
    for side in ((-1, 1) if sketch.chance(0.4) else (1,)):
        strap = spline(
            [[side * width * 0.9, y + 0.5], [side * (width + rng.uniform(0.1, 0.3)), 0.3], [side * width * 0.9, 0.8]],
            False,
        )
        sketch.add(strokes=[Stroke(strap, rng.uniform(0.04, 0.09))], look=trim)
    height = (0.95 - y) / 2
    sketch.add([rounded_box(width, height, rng.uniform(0.1, 0.4), 0, 0.95 - height)], look=look)
    pocket = rounded_box(width * 0.72, height * 0.32, 0.08, 0, 0.5)
    sketch.add(
        [pocket],
        look=Look(look.colour * np.float32(rng.uniform(0.85, 1.05)), look.texture, look.finish, 'cushion', inside=True),
    )
    for side in (-1, 1):
        sketch.add(
            strokes=[Stroke(np.array([[side * width * 0.5, y], [side * width * 0.5, y + 0.7]]), 0.07)], look=trim
        )
        sketch.add(
            [rounded_box(0.06, 0.05, 0.02, side * width * 0.5, y + 0.6)],
            look=Look(sketch.accent('gold'), 'plain', 'metal', 'cushion'),
        )
    add_decals(sketch, sketch.some(0, 2), width * 0.6, 0.3, 0.5)


def draw_suitcase(sketch: Sketch) -> None:
    """A suitcase: shell with ribs, telescopic handle, wheels."""
    rng = sketch.rng
    width, look = rng.uniform(0.4, 0.75), Look(
        sketch.main(), sketch.rng.choice(['ribbed', 'plain', 'leather', 'stripes']), None, 'cushion'
    )
    rail = Look(sketch.accent('silver' if sketch.chance(0.5) else 'black'), 'plain', 'metal', 'cushion')
    bow = np.array([[-0.2, -0.5], [-0.2, -0.98], [0.2, -0.98], [0.2, -0.5]])
    sketch.add(strokes=[Stroke(bow, rng.uniform(0.025, 0.06))], look=rail)
    wheels = [ellipse(0.08, 0.08, s * width * 0.7, 0.92, 20) for s in (-1, 1)]
    sketch.add(wheels, look=Look(sketch.accent('black'), 'plain', 'plastic', 'cushion'))
    sketch.add([rounded_box(width, 0.75, rng.uniform(0.06, 0.2), 0, 0.12)], look=look)
    add_decals(sketch, sketch.some(0, 3), width, 0.6, 0.1)


FAMILY = ((draw_handbag, 1.2), (draw_shoulder_bag, 0.7), (draw_backpack, 0.7), (draw_suitcase, 0.3))
