"""Small things with holes: rings, watches, spectacles, necklaces, bracelets, earrings."""

from __future__ import annotations

import numpy as np

from ..geometry import Points, Stroke, arc, ellipse, pebble, rounded_box, spline, superformula
from ..sketch import Look, Sketch


def precious(sketch: Sketch) -> Look:
    """Gold, silver or enamel."""
    tone = sketch.rng.choice(['gold', 'silver', 'black', 'vivid'], p=[0.4, 0.35, 0.1, 0.15])
    return Look(
        sketch.accent(str(tone)),
        sketch.rng.choice(['plain', 'brushed']),
        sketch.rng.choice(['metal', 'gloss']),
        'cushion',
    )


def draw_ring(sketch: Sketch) -> None:
    """A hoop of any section, round or angular, with a stone, spokes or nothing."""
    rng = sketch.rng
    width, height, wall = rng.uniform(0.4, 0.95), rng.uniform(0.4, 0.95), rng.uniform(0.05, 0.4)
    if sketch.chance(0.65):
        outer, inner = ellipse(width, height), ellipse(width * (1 - wall), height * (1 - wall))
    else:
        corner = rng.uniform(0.05, 0.4)
        outer, inner = rounded_box(width, height, corner), rounded_box(
            width * (1 - wall), height * (1 - wall), corner * (1 - wall)
        )
    inner = inner + [0, rng.uniform(-0.15, 0.15) * height * wall]
    sketch.add([outer], holes=[inner], look=precious(sketch) if sketch.chance(0.5) else Look(form='cushion'))
    if sketch.chance(0.5):
        stone = (superformula(rng) if sketch.chance(0.5) else pebble(rng)) * rng.uniform(0.1, 0.35) + [0, -height]
        sketch.add(
            [stone], look=Look(sketch.accent('vivid'), rng.choice(['marble', 'plain', 'gradient']), 'gloss', 'cushion')
        )


def draw_watch(sketch: Sketch) -> None:
    """A wrist watch: straps above and below, case, dial with marks and hands, crown."""
    rng = sketch.rng
    radius, strap = rng.uniform(0.38, 0.55), rng.uniform(0.18, 0.3)
    band = Look(sketch.main(), rng.choice(['leather', 'ribbed', 'plain', 'weave', 'checks']), None, 'cushion')
    ends = strap * rng.uniform(0.6, 0.95)
    straps = [np.array([[-strap, s * 0.3], [strap, s * 0.3], [ends, s * 1.0], [-ends, s * 1.0]]) for s in (-1, 1)]
    sketch.add(straps, look=band)
    case = precious(sketch)
    sketch.add([rounded_box(0.05, 0.07, 0.02, radius + 0.04, 0)], look=case)
    outline = ellipse(radius, radius) if sketch.chance(0.7) else rounded_box(radius * 0.9, radius, 0.12)
    sketch.add([outline], look=case)
    dial = Look(
        sketch.accent(rng.choice(['white', 'black', 'white', 'dark', 'vivid'])),
        rng.choice(['plain', 'gradient', 'brushed']),
        'satin',
        'flat',
        inside=True,
    )
    sketch.add([outline * rng.uniform(0.75, 0.9)], look=dial)
    ink = Look(
        sketch.accent(rng.choice(['black', 'silver', 'gold', 'white'])),
        'plain',
        'satin',
        'flat',
        inside=True,
        casts=False,
    )
    turns = np.arange(12) * np.pi / 6
    marks = [Stroke(np.array([[np.cos(t), np.sin(t)]]) * radius * np.array([[0.6], [0.72]]), 0.025) for t in turns]
    hands = [
        Stroke(np.array([[0.0, 0.0], [np.cos(t) * length, np.sin(t) * length]]), 0.03)
        for t, length in zip(rng.uniform(0, 6.28, 3), (0.2, 0.3, 0.34))
    ]
    sketch.add(strokes=marks + hands, look=ink)


def lens_outline(sketch: Sketch) -> Points:
    """A spectacle lens around the origin."""
    rng = sketch.rng
    if sketch.chance(0.4):
        return ellipse(rng.uniform(0.3, 0.4), rng.uniform(0.26, 0.38))
    if sketch.chance(0.5):
        return rounded_box(rng.uniform(0.32, 0.4), rng.uniform(0.2, 0.3), rng.uniform(0.08, 0.2))
    return spline(np.array([[-0.38, -0.2], [0, -0.26], [0.38, -0.24], [0.34, 0.12], [0.05, 0.28], [-0.28, 0.2]]))


def draw_spectacles(sketch: Sketch) -> None:
    """Spectacles: rims, bridge, temples; lenses clear (nearly a hole), tinted or dark."""
    rng, frame = sketch.rng, (
        precious(sketch) if sketch.chance(0.4) else Look(sketch.main(), form='cushion', finish='gloss')
    )
    lens, width = lens_outline(sketch), rng.uniform(0.015, 0.09)
    pair = [lens * [s, 1] + [s * 0.48, 0] for s in (-1, 1)]
    y, side = rng.uniform(-0.18, -0.05), rng.uniform(0.85, 0.98)
    temples = [
        Stroke(
            spline(
                [
                    [s * 0.84, y],
                    [s * side * 1.02, y - 0.1],
                    [s * side * rng.uniform(0.7, 1.1), y - rng.uniform(0.2, 0.6)],
                ],
                False,
            ),
            width * 0.9,
        )
        for s in (-1, 1)
    ]
    sketch.add(strokes=temples, look=frame)
    if not sketch.chance(0.3):
        clear = sketch.chance(0.4)
        tint = sketch.accent(rng.choice(['black', 'dark', 'vivid', 'brown']))
        opacity = rng.uniform(0.06, 0.3) if clear else rng.uniform(0.75, 1.0)
        sketch.add(pair, look=Look(tint, 'gradient', 'gloss', 'cushion', opacity, second=tint * rng.uniform(0.6, 1.6)))
    bridge = Stroke(arc(0.12, rng.uniform(0.04, 0.12), 0, y + 0.05, np.pi, 2 * np.pi), width)
    closed = [Stroke(np.vstack([p, p[:2]]), width) for p in pair]
    sketch.add(strokes=[*closed, bridge], look=frame)


def draw_necklace(sketch: Sketch) -> None:
    """A necklace: a fine chain or beads in a bow, with a pendant."""
    rng, look = sketch.rng, precious(sketch)
    width, depth = rng.uniform(0.35, 0.8), rng.uniform(0.7, 1.5)
    curve = arc(width, depth, 0, -0.8, 0, np.pi, 90)
    if sketch.chance(0.5):
        radius = rng.uniform(0.02, 0.09)
        spacing = np.r_[0, np.cumsum(np.linalg.norm(np.diff(curve, axis=0), axis=1))]
        stops = np.arange(0, spacing[-1], radius * rng.uniform(1.8, 2.4))
        centres = np.c_[np.interp(stops, spacing, curve[:, 0]), np.interp(stops, spacing, curve[:, 1])]
        sketch.add(strokes=[Stroke(curve, 0.008)], look=look)
        sketch.add(
            [ellipse(radius, radius, x, y, 16) for x, y in centres],
            look=Look(sketch.main(), 'plain', 'gloss', 'cushion'),
        )
    else:
        sketch.add(strokes=[Stroke(curve, rng.uniform(0.006, 0.03))], look=look)
    if sketch.chance(0.6):
        size = rng.uniform(0.08, 0.28)
        sketch.add(
            [superformula(rng) * size + [0, depth - 0.8 + size * 0.8]],
            look=Look(sketch.accent(), None, 'gloss', 'cushion'),
        )


def draw_earrings(sketch: Sketch) -> None:
    """A pair of earrings: hooks, hoops and drops."""
    rng, look = sketch.rng, precious(sketch)
    size, hoop = rng.uniform(0.12, 0.35), sketch.chance(0.5)
    drop = superformula(rng) * size
    for side in (-1, 1):
        x = side * 0.5
        hook = arc(0.1, 0.14, x, -0.6, np.pi * 0.8, np.pi * 2.2, 20)
        sketch.add(strokes=[Stroke(hook, 0.014), Stroke(np.array([[x + 0.08, -0.55], [x, -0.3]]), 0.014)], look=look)
        if hoop:
            sketch.add(
                strokes=[Stroke(ellipse(size * 1.2, size * 1.4, x, size * 1.4 - 0.3), rng.uniform(0.02, 0.07))],
                look=look,
            )
        sketch.add([drop + [x, size * (2.4 if hoop else 1) - 0.25]], look=Look(sketch.main(), None, 'gloss', 'cushion'))


FAMILY = ((draw_ring, 0.8), (draw_watch, 0.7), (draw_spectacles, 0.9), (draw_necklace, 0.5), (draw_earrings, 0.3))
