"""Strands: plush toys, wigs, brushes, feathers, fringes, pompoms; 200–2000 hairs with real widths."""

from __future__ import annotations

import numpy as np

from ..colours import vary
from ..geometry import Points, Stroke, ellipse, ribbons, rounded_box, spline
from ..sketch import Look, Sketch


def strands(
    sketch: Sketch, roots: np.ndarray, angles: np.ndarray, lengths: np.ndarray, curl: float, width: float
) -> list[Points]:
    """Bent tapering hairs: roots (n, 2), angles and lengths (n,), `curl` the deviation of their turn in radians."""
    count, steps = len(roots), 7
    t = np.linspace(0, 1, steps)
    turn = angles[:, None] + sketch.rng.normal(0, curl, count)[:, None] * t
    step = np.stack([np.cos(turn), np.sin(turn)], -1) * (lengths / (steps - 1))[:, None, None]
    lines = roots[:, None] + np.concatenate([np.zeros((count, 1, 2)), np.cumsum(step[:, :-1], axis=1)], axis=1)
    thinnest = 0.7 / 512 * sketch.unit / sketch.frame.scale
    return list(ribbons(lines, np.maximum(thinnest, width * (1 - 0.8 * t))))


def add_coat(sketch: Sketch, outline: Points, colour: np.ndarray, length: float, count: int, width: float) -> None:
    """Fur over a body: hairs that leave its edge and cover its inside, in several shades."""
    rng, centre = sketch.rng, outline.mean(0)
    sketch.add([outline], look=Look(colour * np.float32(0.75), 'grain', 'matte', 'cushion'))
    comb, share = rng.uniform(-0.6, 0.6), rng.uniform(0.2, 0.6)
    for shade in (0.7, 0.9, 1.1):
        spots = outline[rng.integers(len(outline), size=count // 3)]
        depth = np.sqrt(rng.uniform(share, 1, len(spots)))[:, None]
        roots = centre + (spots - centre) * depth * 0.97
        away = np.arctan2(*(spots - centre).T[::-1]) + comb + rng.normal(0, 0.35, len(spots))
        lengths = length * rng.uniform(0.35, 1, len(spots))
        hairs = strands(sketch, roots, away, lengths, 0.7, width)
        sketch.add(
            hairs,
            look=Look(
                np.clip(vary(rng, colour, 0.05) * np.float32(shade), 0, 1), 'plain', 'matte', 'cushion', casts=False
            ),
        )


def draw_plush(sketch: Sketch) -> None:
    """A furry animal or pompom: ball-shaped parts, eyes, nose."""
    rng, colour = sketch.rng, sketch.main()
    body, head = rng.uniform(0.35, 0.55), rng.uniform(0.3, 0.45)
    parts = [ellipse(body, body * rng.uniform(0.9, 1.3), 0, 0.4), ellipse(head, head * rng.uniform(0.8, 1), 0, -0.4)]
    ear, tall = rng.uniform(0.08, 0.2), rng.uniform(1, 3)
    for side in (-1, 1):
        parts.append(ellipse(ear, ear * tall, side * head * 0.7, -0.45 - head * 0.7 - ear * tall * 0.4))
        parts.append(ellipse(0.16, 0.22, side * body * 0.95, rng.uniform(0.2, 0.9)))
    if sketch.chance(0.25):
        parts = [ellipse(0.75, 0.75)]
    order = rng.permutation(len(parts)) if sketch.chance(0.3) else np.arange(len(parts))[::-1]
    length, width = rng.uniform(0.05, 0.3), rng.uniform(0.003, 0.018)
    for k in order:
        add_coat(
            sketch,
            parts[k],
            colour if sketch.chance(0.85) else sketch.main(),
            length * rng.uniform(0.6, 1),
            sketch.some(120, 420),
            width,
        )
    if len(parts) > 1:
        add_face(sketch, head)


def add_face(sketch: Sketch, head: float) -> None:
    """Eyes and nose."""
    black = np.float32(0.06) * np.ones(3, np.float32)
    eyes = [ellipse(0.05, 0.05, s * head * 0.35, -0.45, 16) for s in (-1, 1)]
    sketch.add([*eyes, ellipse(0.07, 0.05, 0, -0.32, 16)], look=Look(black, 'plain', 'gloss', 'cushion', inside=True))


def draw_wig(sketch: Sketch) -> None:
    """A wig or hair piece: long locks from a crown, straight or wavy, loose hairs at the edge."""
    rng, colour = sketch.rng, sketch.accent(sketch.rng.choice(['black', 'brown', 'gold', 'dark', 'vivid', 'white']))
    count, length, curl = sketch.some(300, 1100), rng.uniform(0.8, 1.7), rng.uniform(0.2, 1.3)
    if sketch.chance(0.5):
        sketch.add([ellipse(0.34, 0.45, 0, -0.35)], look=Look(sketch.accent('skin'), 'plain', 'matte', 'cushion'))
    for shade in (0.55, 0.8, 1.0, 1.2):
        size = count // 4
        turn = rng.uniform(-np.pi, 0, size)
        roots = np.c_[0.4 * np.cos(turn), -0.4 + 0.45 * np.sin(turn)] * rng.uniform(0.75, 1.0, (size, 1))
        fall = np.pi / 2 - 0.5 * roots[:, 0] / 0.4 + rng.normal(0, 0.12, size)
        hairs = strands(sketch, roots, fall, length * rng.uniform(0.5, 1, size), curl, rng.uniform(0.004, 0.02))
        sketch.add(
            hairs,
            look=Look(
                np.clip(vary(rng, colour, 0.04) * np.float32(shade), 0, 1), 'plain', 'satin', 'cushion', casts=False
            ),
        )
    crown = spline([[-0.42, -0.3], [-0.3, -0.75], [0, -0.88], [0.3, -0.75], [0.42, -0.3], [0, -0.55]])
    sketch.add([crown], look=Look(colour, 'ribbed', 'satin', 'cushion'))


def draw_brush(sketch: Sketch) -> None:
    """A brush, broom, paintbrush or shaving brush: handle, ferrule, bristles."""
    rng = sketch.rng
    width, reach = rng.uniform(0.08, 0.6), rng.uniform(0.3, 0.8)
    handle = Look(sketch.main(), rng.choice(['plain', 'wood', 'plain']), None, 'cushion')
    grip = rng.uniform(0.03, 0.12)
    sketch.add(
        [
            spline(
                [
                    [-grip, 1.0],
                    [grip, 1.0],
                    [grip * 1.4, 0.4],
                    [width * 0.8, 0.0],
                    [-width * 0.8, 0.0],
                    [-grip * 1.4, 0.4],
                ]
            )
        ],
        look=handle,
    )
    colour, count = sketch.accent(rng.choice(['brown', 'black', 'white', 'beige', 'vivid'])), sketch.some(150, 900)
    flare = rng.uniform(0.0, 0.5)
    for shade in (0.6, 0.85, 1.1):
        x = rng.uniform(-1, 1, count // 3)
        roots = np.c_[x * width * 0.9, np.full(len(x), -0.05)]
        angles = -np.pi / 2 + flare * x + rng.normal(0, 0.06, len(x))
        hairs = strands(
            sketch,
            roots,
            angles,
            reach * rng.uniform(0.8, 1, len(x)),
            rng.uniform(0.03, 0.3),
            rng.uniform(0.004, 0.016),
        )
        sketch.add(hairs, look=Look(np.clip(colour * np.float32(shade), 0, 1), 'plain', 'matte', 'flat', casts=False))
    ferrule = rounded_box(width, 0.12, 0.03, 0, 0.02)
    sketch.add(
        [ferrule],
        look=Look(sketch.accent('silver') if sketch.chance(0.6) else sketch.main(), 'brushed', 'metal', 'cushion'),
    )


def draw_feather(sketch: Sketch) -> None:
    """One or a few feathers: quill and barbs with gaps."""
    rng = sketch.rng
    for _ in range(sketch.some(1, 4)):
        lean, colour = rng.normal(0, 0.4), sketch.main()
        quill = spline([[0, 0.95], [lean * 0.3, 0.2], [lean, -0.9]], False, 60)
        t = rng.uniform(0.2, 1, sketch.some(250, 700))
        roots = quill[(t * (len(quill) - 1)).astype(int)]
        side = rng.choice([-1, 1], len(t))
        angles = -np.pi / 2 + side * rng.uniform(0.6, 1.0) + rng.normal(0, 0.08, len(t))
        lengths = rng.uniform(0.2, 0.45) * np.sin(np.pi * (0.15 + 0.8 * t)) * rng.uniform(0.85, 1, len(t))
        hairs = strands(sketch, roots, angles, lengths, 0.25, rng.uniform(0.004, 0.02))
        sketch.add(hairs, look=Look(colour, rng.choice(['clouds', 'plain', 'stripes']), 'matte', 'flat'))
        sketch.add(strokes=[Stroke(quill, 0.02)], look=Look(sketch.accent('beige'), 'plain', 'satin', 'cushion'))


def draw_fringed_cloth(sketch: Sketch) -> None:
    """A scarf, rug or lampshade skirt: cloth with fringes at its ends."""
    rng = sketch.rng
    width, height = rng.uniform(0.3, 0.8), rng.uniform(0.4, 0.7)
    look = Look(sketch.main(), rng.choice(['weave', 'stripes', 'tartan', 'ribbed', 'zigzag', 'plain']), 'matte', 'soft')
    count, length = sketch.some(40, 240), rng.uniform(0.1, 0.35)
    for end in (-1, 1) if sketch.chance(0.6) else (1,):
        x = np.linspace(-width, width, count) + rng.normal(0, 0.01, count)
        roots = np.c_[x, np.full(count, end * (height - 0.03))]
        hairs = strands(
            sketch,
            roots,
            end * np.pi / 2 + rng.normal(0, 0.12, count),
            length * rng.uniform(0.7, 1, count),
            0.4,
            rng.uniform(0.006, 0.02),
        )
        sketch.add(hairs, look=Look(look.colour, 'grain', 'matte', 'flat', casts=False))
    sketch.add([np.array([[-width, -height], [width, -height], [width, height], [-width, height]])], look=look)


FAMILY = ((draw_plush, 0.9), (draw_wig, 0.5), (draw_brush, 0.7), (draw_feather, 0.3), (draw_fringed_cloth, 0.4))
