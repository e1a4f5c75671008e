"""Things to wear: shirts, dresses, hats, socks, gloves, belts, headphones."""

from __future__ import annotations

import numpy as np

from ..geometry import Stroke, arc, ellipse, mirrored, rounded_box, spline, symmetric
from ..sketch import Look, Sketch
from .details import add_cable, add_decals
from .shoes import shoe_material


def fabric(sketch: Sketch) -> Look:
    """Cloth in folds."""
    texture = sketch.rng.choice(
        ['plain', 'weave', 'stripes', 'tartan', 'dots', 'ribbed', 'camouflage', 'print', 'zigzag', 'clouds']
    )
    return Look(sketch.main(), str(texture), 'matte', 'soft')


def draw_shirt(sketch: Sketch) -> None:
    """A T-shirt, jumper, jacket or vest laid flat or on an invisible body."""
    rng, look = sketch.rng, fabric(sketch)
    sleeve, drop = rng.uniform(0.0, 0.45), rng.uniform(-0.3, 0.7)
    waist = rng.uniform(0.42, 0.62)
    half = [
        [0.0, -0.78],
        [0.2, -0.88],
        [0.58, -0.74],
        [0.62 + sleeve, drop - 0.1],
        [0.45 + sleeve, drop],
        [0.48, -0.25],
        [waist, 0.92],
        [0, 0.95],
    ]
    outline = symmetric(half) if sketch.chance(0.5) else spline(symmetric(half), steps=5)
    sketch.add([outline + 0.012 * rng.standard_normal(outline.shape)], look=look)
    neck = ellipse(0.2, rng.uniform(0.05, 0.14), 0, -0.84)
    sketch.add([neck], look=Look(look.colour * np.float32(0.55), 'plain', 'matte', 'flat', inside=True))
    if sketch.chance(0.4):
        sketch.add(
            strokes=[Stroke(np.array([[0, -0.7], [0, 0.92]]), rng.uniform(0.01, 0.05))],
            look=Look(sketch.accent(), 'plain', 'matte', 'flat', inside=True),
        )
    add_decals(sketch, sketch.some(0, 2), 0.4, 0.4)


def draw_dress(sketch: Sketch) -> None:
    """A dress, skirt, shorts or trousers; the gap between legs is real."""
    rng, look = sketch.rng, fabric(sketch)
    if sketch.chance(0.5):
        straps = [Stroke(np.array([[s * 0.25, -0.95], [s * 0.28, -0.6]]), rng.uniform(0.015, 0.1)) for s in (-1, 1)]
        sketch.add(strokes=straps, look=look)
        hem = rng.uniform(0.4, 0.8)
        half = [[0.0, -0.6], [0.32, -0.68], [0.3, -0.2], [0.24, -0.05], [hem, 0.92], [0, 0.98]]
    else:
        gap, length = rng.uniform(0.03, 0.3), rng.uniform(-0.2, 0.95)
        half = [[0.0, -0.9], [0.38, -0.9], [0.45 + gap, length], [gap, length], [0.02, -0.35]]
    outline = symmetric(half)
    sketch.add([outline if sketch.chance(0.6) else spline(outline, steps=4)], look=look)
    add_decals(sketch, sketch.some(0, 2), 0.3, 0.3, -0.3)


def draw_hat(sketch: Sketch) -> None:
    """A brimmed hat, cap or beanie."""
    rng, look = sketch.rng, fabric(sketch)
    kind, height = rng.random(), rng.uniform(0.5, 0.85)
    crown = spline(
        [
            [-0.55, 0.3],
            [-0.5, 0.3 - height * 0.7],
            [-0.2, 0.3 - height],
            [0.2, 0.3 - height],
            [0.5, 0.3 - height * 0.7],
            [0.55, 0.3],
            [0, 0.38],
        ]
    )
    if kind < 0.45:
        brim = ellipse(rng.uniform(0.8, 1.0), rng.uniform(0.1, 0.3), 0, 0.32)
        sketch.add([brim], look=look)
    sketch.add([crown], look=look)
    band = np.array([[-0.7, 0.12], [0.7, 0.12], [0.7, 0.3], [-0.7, 0.3]])
    sketch.add([band], look=Look(sketch.accent(), rng.choice(['plain', 'ribbed']), 'matte', 'flat', inside=True))
    if 0.45 <= kind < 0.75:
        sketch.add(
            [spline([[0.35, 0.22], [0.75, 0.3], [1.05, 0.48], [0.6, 0.45], [0.2, 0.38]])], look=Look(form='cushion')
        )
    add_decals(sketch, sketch.some(0, 1), 0.3, 0.2, -0.1)


def draw_socks(sketch: Sketch) -> None:
    """Socks, stockings or gloves' kin: bent tubes."""
    rng, look = sketch.rng, fabric(sketch)
    width = rng.uniform(0.14, 0.24)
    for shift in ((-0.25, 0.2) if sketch.chance(0.7) else (0.0,)):
        outline = spline(
            [
                [-width, -0.9],
                [width, -0.9],
                [width, 0.2],
                [0.5, 0.6],
                [0.5, 0.85],
                [0.2, 0.9],
                [-width * 0.9, 0.6],
                [-width, 0.3],
            ]
        )
        sketch.add([outline + [shift, shift * 0.2]], look=look)
        cuff = np.array([[-1, -0.9], [1, -0.9], [1, -0.72], [-1, -0.72]]) + [shift, shift * 0.2]
        sketch.add([cuff], look=Look(sketch.accent(), 'ribbed', 'matte', 'flat', inside=True))


def draw_belt(sketch: Sketch) -> None:
    """A rolled or bowed belt, collar or bracelet with a buckle."""
    rng, look = sketch.rng, shoe_material(sketch)
    t = np.linspace(0, rng.uniform(5, 13), 70)
    radius = 0.35 + 0.45 * t / t[-1]
    curve = np.c_[radius * np.cos(t), radius * np.sin(t) * rng.uniform(0.3, 0.9)]
    width = rng.uniform(0.03, 0.09)
    for part in np.array_split(np.arange(len(curve) - 1), 6):
        sketch.add(strokes=[Stroke(curve[part[0] : part[-1] + 2], width)], look=look)
    buckle = rounded_box(0.13, 0.1, 0.03) + curve[-1]
    sketch.add(
        [buckle],
        holes=[rounded_box(0.08, 0.06, 0.02) + curve[-1]],
        look=Look(sketch.accent('gold'), 'plain', 'metal', 'cushion'),
    )


def draw_headphones(sketch: Sketch) -> None:
    """Headphones: band, pads, cups, perhaps a cable."""
    rng = sketch.rng
    width, height, band = rng.uniform(0.5, 0.85), rng.uniform(0.7, 1.2), rng.uniform(0.03, 0.14)
    look = Look(sketch.main(), form='cushion')
    sketch.add(strokes=[Stroke(arc(width, height, 0, 0.25, np.pi, 2 * np.pi, 40), band)], look=look)
    if sketch.chance(0.5):
        pad = arc(width * 0.98, height * 0.98, 0, 0.25, np.pi * 1.2, np.pi * 1.8, 30)
        sketch.add(strokes=[Stroke(pad, band * 1.5)], look=Look(sketch.accent('black'), 'leather', 'satin', 'cushion'))
    size = rng.uniform(0.12, 0.24), rng.uniform(0.22, 0.38)
    for side in (-1, 1):
        cup = rounded_box(*size, rng.uniform(0.1, 0.2), side * width, 0.35)
        cushion = rounded_box(size[0] * 0.7, size[1] * 0.95, 0.12, side * (width - size[0] * 0.8), 0.36)
        sketch.add([cushion], look=Look(sketch.accent('black'), 'leather', 'matte', 'cushion'))
        sketch.add([cup], look=look if sketch.chance(0.5) else Look(sketch.main(), form='cushion'))
    if sketch.chance(0.25):
        add_cable(sketch, (width, 0.6))


def draw_gloves(sketch: Sketch) -> None:
    """Gloves, oven mitts or slippers: one outline and its mirror image."""
    rng, look = sketch.rng, fabric(sketch)
    hand = spline(
        [
            [0.15, 0.9],
            [0.7, 0.9],
            [0.75, 0.2],
            [0.7, -0.6],
            [0.45, -0.85],
            [0.2, -0.6],
            [0.18, -0.1],
            [0.02, -0.3],
            [-0.05, -0.1],
            [0.12, 0.3],
        ]
    )
    apart = rng.uniform(0.0, 0.25)
    sketch.add([hand + [apart, 0]], look=look)
    sketch.add([mirrored(hand + [apart, 0])], look=look)
    cuff = np.array([[-2, 0.65], [2, 0.65], [2, 0.92], [-2, 0.92]])
    sketch.add([cuff], look=Look(sketch.accent(), 'ribbed', 'matte', 'flat', inside=True))


FAMILY = (
    (draw_shirt, 0.8),
    (draw_dress, 0.6),
    (draw_hat, 0.5),
    (draw_socks, 0.3),
    (draw_belt, 0.3),
    (draw_headphones, 0.8),
    (draw_gloves, 0.2),
)
