"""Plants: leaves in a pot, bouquets, ferns, grass, sprigs for vases."""

from __future__ import annotations

from typing import Sequence

import numpy as np

from ..colours import vary
from ..geometry import Points, Stroke, ribbons, rounded_box, spline
from ..sketch import Look, Sketch
from .details import revolve, smooth_profile


def leaf(start: np.ndarray, angle: float, length: float, width: float, bend: float) -> Points:
    """A pointed leaf from a point; `width` is its full width over its length."""
    ahead = np.array([np.cos(angle), np.sin(angle)])
    beside = np.array([-ahead[1], ahead[0]])
    tip = start + ahead * length + beside * bend * length
    middle = start + ahead * length * 0.5 + beside * bend * length * 0.2
    half = beside * width * length / 2
    return spline([start, middle + half, tip, middle - half])


def green(sketch: Sketch) -> np.ndarray:
    """The colour of leaves, now and then of dried or dyed ones."""
    return sketch.accent('green') if sketch.chance(0.85) else sketch.main()


def upward(sketch: Sketch, spread: float = 1.2) -> float:
    """An angle that points more or less up."""
    return -np.pi / 2 + sketch.rng.uniform(-spread, spread)


def add_sprigs(sketch: Sketch, start: Sequence[float], count: int, length: float) -> None:
    """Twigs with leaves or blossoms that rise from a point."""
    rng, tone = sketch.rng, green(sketch)
    leafy, width = sketch.chance(0.7), rng.uniform(0.25, 0.7)
    for _ in range(count):
        angle, tilt = upward(sketch, 0.6), rng.uniform(-0.3, 0.3)
        tip = np.asarray(start) + length * rng.uniform(0.6, 1) * np.array([np.cos(angle), np.sin(angle)])
        stem = spline([start, (np.asarray(start) + tip) / 2 + [tilt * 0.3, 0], tip], False, 8)
        colour = vary(rng, tone, 0.1)
        sketch.add(strokes=[Stroke(stem, rng.uniform(0.008, 0.025))], look=Look(colour * 0.7, 'plain', 'matte', 'flat'))
        if leafy:
            spots = stem[3::2]
            leaves = [
                leaf(p, angle + s * rng.uniform(0.6, 1.2), rng.uniform(0.12, 0.25), width, 0.1)
                for p in spots
                for s in (-1, 1)
            ]
            sketch.add(leaves, look=Look(colour, 'clouds', 'satin', 'cushion', second=vary(rng, colour, 0.1)))
        else:
            add_blossom(sketch, tip, rng.uniform(0.1, 0.28))


def add_blossom(sketch: Sketch, centre: np.ndarray, radius: float) -> None:
    """A flower head of petals around a heart."""
    rng, count = sketch.rng, sketch.some(5, 18)
    colour = sketch.accent(rng.choice(['vivid', 'pastel', 'white']))
    turns = rng.uniform(0, 6.28) + np.linspace(0, 2 * np.pi, count, endpoint=False)
    petals = [leaf(centre, turn, radius, rng.uniform(0.3, 0.8), 0.05) for turn in turns]
    sketch.add(petals, look=Look(colour, 'clouds', 'matte', 'cushion', second=vary(rng, colour, 0.15)))
    heart = rounded_box(radius * 0.25, radius * 0.25, radius) + centre
    sketch.add([heart], look=Look(sketch.accent('brown'), 'grain', 'matte', 'cushion'))


def add_pot(sketch: Sketch, y: float) -> None:
    """A pot with a rim, its soil line at `y`."""
    rng = sketch.rng
    width, look = rng.uniform(0.28, 0.5), Look(sketch.main())
    revolve(
        sketch, smooth_profile([y, 1.0], [width, width * rng.uniform(0.6, 1)], False), rng.uniform(0.02, 0.15), look
    )
    if sketch.chance(0.6):
        revolve(sketch, smooth_profile([y - 0.05, y + 0.1], [width * 1.08, width * 1.08], False), 0.08, look)


def draw_pot_plant(sketch: Sketch) -> None:
    """Big leaves, with or without stalks, in a pot."""
    rng, tone = sketch.rng, green(sketch)
    width, stalks, y = rng.uniform(0.08, 0.5), sketch.chance(0.5), rng.uniform(0.2, 0.45)
    for depth in range(4):
        leaves, lines = [], []
        for _ in range(sketch.some(2, 7)):
            angle, length = upward(sketch, 1.4), rng.uniform(0.5, 1.3)
            root = np.array([rng.uniform(-0.15, 0.15), y])
            start = root + rng.uniform(0.2, 0.6) * length * np.array([np.cos(angle), np.sin(angle)]) if stalks else root
            leaves.append(leaf(start, angle, length * (0.5 if stalks else 1), width, rng.uniform(-0.35, 0.35)))
            lines += [Stroke(np.array([root, start]), 0.018)] if stalks else []
        colour = vary(rng, tone, 0.08) * np.float32(0.65 + 0.15 * depth)
        texture = rng.choice(['clouds', 'stripes', 'plain', 'marble'], p=[0.5, 0.15, 0.25, 0.1])
        sketch.add(leaves, lines, look=Look(colour, texture, rng.choice(['satin', 'matte', 'plastic']), 'cushion'))
    add_pot(sketch, y)


def draw_fern(sketch: Sketch) -> None:
    """Fronds of many small leaflets, hanging or upright, with or without a pot."""
    rng, tone, y = sketch.rng, green(sketch), 0.3
    potted = sketch.chance(0.7)
    for depth in range(3):
        fronds, lines = [], []
        for _ in range(sketch.some(2, 5)):
            stem, leaflets = frond(
                sketch, np.array([0, y if potted else 0.8]), upward(sketch, 1.3), rng.uniform(0.7, 1.4)
            )
            fronds += leaflets
            lines.append(Stroke(stem, 0.014))
        sketch.add(
            fronds, lines, look=Look(vary(rng, tone, 0.08) * np.float32(0.7 + 0.15 * depth), 'plain', 'matte', 'flat')
        )
    if potted:
        add_pot(sketch, y)


def frond(sketch: Sketch, root: np.ndarray, angle: float, length: float) -> tuple[Points, list[Points]]:
    """A bent stem and its leaflets."""
    rng, count = sketch.rng, sketch.some(12, 40)
    t = np.linspace(0, 1, count)
    droop = rng.uniform(0.1, 0.7) * t**2
    stem = root + length * np.c_[t * np.cos(angle) * (1 + 0.3 * t), t * np.sin(angle) + droop]
    along = np.gradient(stem, axis=0)
    turns = np.arctan2(along[:, 1], along[:, 0])
    sizes = length * rng.uniform(0.12, 0.3) * np.sin(np.pi * (0.1 + 0.88 * t)) ** 0.7
    width = rng.uniform(0.12, 0.4)
    leaflets = [
        leaf(stem[i], turns[i] + side * 1.1, sizes[i], width, 0.1)[::2] for i in range(1, count) for side in (-1, 1)
    ]
    return stem, leaflets


def draw_grass(sketch: Sketch) -> None:
    """Blades, reeds or pampas in a pot or a bundle."""
    rng, tone, y = sketch.rng, green(sketch), rng_choice(sketch, (0.4, 0.9))
    for depth in range(3):
        count = sketch.some(30, 160)
        angles, lengths = -np.pi / 2 + rng.normal(0, 0.4, count), rng.uniform(0.5, 1.6, count)
        t = np.linspace(0, 1, 8)
        bend = rng.normal(0, 0.3, count)
        x = rng.normal(0, 0.1, count)[:, None] + lengths[:, None] * (np.cos(angles)[:, None] * t + bend[:, None] * t**2)
        rise = y + lengths[:, None] * np.sin(angles)[:, None] * t
        widths = rng.uniform(0.008, 0.05) * (1 - t) ** 0.7
        sketch.add(
            list(ribbons(np.stack([x, rise], -1), widths)),
            look=Look(vary(rng, tone, 0.1) * np.float32(0.7 + 0.15 * depth), 'clouds', 'matte', 'flat'),
        )
    if y < 0.6:
        add_pot(sketch, y)


def rng_choice(sketch: Sketch, values: Sequence[float]) -> float:
    """One of a few values."""
    return float(sketch.rng.choice(values))


def draw_bouquet(sketch: Sketch) -> None:
    """Blossoms and leaves, tied or in paper."""
    rng = sketch.rng
    add_sprigs(sketch, (0, 0.6), sketch.some(3, 7), 1.2)
    for _ in range(sketch.some(3, 9)):
        angle = upward(sketch, 0.7)
        head = np.array([0, 0.5]) + rng.uniform(0.6, 1.3) * np.array([np.cos(angle), np.sin(angle)])
        sketch.add(
            strokes=[Stroke(np.array([[0, 0.7], head]), 0.02)], look=Look(green(sketch), 'plain', 'matte', 'flat')
        )
        add_blossom(sketch, head, rng.uniform(0.12, 0.32))
    if sketch.chance(0.6):
        paper = np.array([[-0.5, -0.1], [0, 0.2], [0.5, -0.1], [0.14, 1.0], [-0.14, 1.0]])
        sketch.add([paper], look=Look(sketch.main(), form='soft', finish='matte'))


FAMILY = ((draw_pot_plant, 0.7), (draw_fern, 0.5), (draw_grass, 0.4), (draw_bouquet, 0.4))
