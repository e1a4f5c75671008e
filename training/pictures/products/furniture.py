"""Things on legs: stools, chairs, tables, shelves, lamps on poles."""

from __future__ import annotations

import numpy as np

from ..geometry import Points, Stroke, ellipse, rounded_box, spline
from ..sketch import Look, Sketch


def legs(sketch: Sketch, y: float, width: float, depth: float, thickness: float) -> list[Stroke]:
    """Four legs, the far ones shorter, with or without stretchers."""
    rng = sketch.rng
    splay, shift = rng.uniform(-0.05, 0.25), rng.uniform(-0.15, 0.15)
    feet: list[Stroke] = []
    ends = []
    for far in (1, 0):
        for side in (-1, 1):
            top = [side * width * 0.85 + far * shift, y - far * depth]
            foot = [side * (width * 0.88 + splay) + far * shift, 1.0 - far * depth * 1.2]
            feet.append(Stroke(np.array([top, foot]), thickness))
            ends.append((np.array(top), np.array(foot)))
    if sketch.chance(0.5):
        share = rng.uniform(0.4, 0.8)
        at = [top * (1 - share) + foot * share for top, foot in ends]
        feet += [Stroke(np.array([at[a], at[b]]), thickness * 0.7) for a, b in ((0, 2), (1, 3), (2, 3))]
    return feet


def pedestal(sketch: Sketch, y: float, thickness: float) -> list[Stroke]:
    """One column on three to five feet."""
    spread = sketch.rng.uniform(0.35, 0.7)
    feet = [
        Stroke(np.array([[0, 0.75], [x * spread, 0.95 + 0.06 * (1 - abs(x))]]), thickness)
        for x in np.linspace(-1, 1, sketch.some(3, 5))
    ]
    return [Stroke(np.array([[0, y], [0, 0.8]]), thickness * 1.4), *feet]


def seat(sketch: Sketch, y: float, width: float, depth: float, look: Look) -> None:
    """A round or square seat or table top with an edge."""
    rng, edge = sketch.rng, sketch.rng.uniform(0.03, 0.16)
    if sketch.chance(0.4):
        plate: list[Points] = [ellipse(width, depth * 0.6, 0, y - depth * 0.3)]
        rim = [ellipse(width, depth * 0.6, 0, y - depth * 0.3 + edge), *plate]
    else:
        far = width * rng.uniform(0.75, 1)
        plate = [np.array([[-width, y], [-far, y - depth], [far, y - depth], [width, y]])]
        rim = [rounded_box(width, edge / 2, 0.02, 0, y + edge / 2)]
    dim = None if look.colour is None else look.colour * np.float32(0.8)
    sketch.add(rim, look=Look(dim, look.texture, look.finish, 'cushion'))
    sketch.add(plate, look=Look(look.colour, look.texture, look.finish, rng.choice(['flat', 'cushion'])))


def wooden(sketch: Sketch) -> Look:
    """Wood, metal or lacquer."""
    if sketch.chance(0.5):
        return Look(sketch.accent('brown'), 'wood', 'satin', 'cushion')
    return Look(sketch.main(), sketch.rng.choice(['plain', 'brushed']), None, 'cushion')


def draw_stool(sketch: Sketch) -> None:
    """A stool or table."""
    rng, look = sketch.rng, wooden(sketch)
    y, width, thickness = rng.uniform(-0.6, 0.4), rng.uniform(0.4, 0.95), rng.uniform(0.025, 0.11)
    strokes = (
        pedestal(sketch, y, thickness)
        if sketch.chance(0.2)
        else legs(sketch, y, width, rng.uniform(0.08, 0.25), thickness)
    )
    sketch.add(strokes=strokes, look=look)
    seat(sketch, y, width, rng.uniform(0.06, 0.3), look if sketch.chance(0.6) else Look(sketch.main()))


def draw_chair(sketch: Sketch) -> None:
    """A chair: legs, seat, and a back of bars, slats, wicker or upholstery."""
    rng, look = sketch.rng, wooden(sketch)
    y, width, thickness = rng.uniform(0, 0.3), rng.uniform(0.4, 0.65), rng.uniform(0.03, 0.09)
    depth, height = rng.uniform(0.15, 0.3), rng.uniform(0.6, 1.15)
    sketch.add(strokes=legs(sketch, y, width, depth, thickness), look=look)
    back = y - depth
    half = width * 0.82
    posts = [
        Stroke(np.array([[s * half, back + 0.05], [s * half * rng.uniform(0.95, 1.1), back - height]]), thickness)
        for s in (-1, 1)
    ]
    sketch.add(strokes=posts + back_bars(sketch, half, back, height, thickness), look=look)
    if sketch.chance(0.35):
        sketch.add([rounded_box(half, height * 0.3, 0.1, 0, back - height * 0.7)], look=Look(form='cushion'))
    if sketch.chance(0.3):
        arms = [Stroke(np.array([[s * width, y - 0.35], [s * width * 1.02, y]]), thickness) for s in (-1, 1)]
        rests = [
            Stroke(np.array([[s * half, back - 0.3], [s * width * 1.05, y - 0.35]]), thickness * 1.3) for s in (-1, 1)
        ]
        sketch.add(strokes=arms + rests, look=look)
    seat(sketch, y, width, depth, look if sketch.chance(0.5) else Look(sketch.main(), form='cushion'))


def back_bars(sketch: Sketch, half: float, back: float, height: float, thickness: float) -> list[Stroke]:
    """What fills a chair's back: upright rods or level slats, the backdrop between them."""
    rng, count = sketch.rng, sketch.some(1, 7)
    rail = Stroke(np.array([[-half, back - height], [half, back - height]]), thickness * rng.uniform(1, 3))
    if sketch.chance(0.5):
        x = half * np.linspace(-1, 1, count + 2)[1:-1]
        return [rail, *(Stroke(np.array([[v, back], [v, back - height]]), thickness * 0.5) for v in x)]
    rows = back - height * np.linspace(0.25, 0.85, count)
    return [rail, *(Stroke(np.array([[-half, v], [half, v]]), rng.uniform(0.02, 0.09)) for v in rows)]


def draw_armchair(sketch: Sketch) -> None:
    """An armchair or sofa: soft blocks on short legs."""
    rng = sketch.rng
    width, back = rng.uniform(0.6, 0.98), rng.uniform(0.5, 0.9)
    look = Look(sketch.main(), rng.choice(['weave', 'plain', 'leather', 'grain', 'quilt']), 'matte', 'cushion')
    short = [Stroke(np.array([[s * width * 0.85, 0.7], [s * width * 0.9, 1.0]]), 0.06) for s in (-1, 1)]
    sketch.add(strokes=short, look=wooden(sketch))
    sketch.add([rounded_box(width * 0.9, back * 0.6, 0.2, 0, 0.35 - back * 0.5)], look=look)
    for k in range(count := sketch.some(1, 3)):
        x = width * 0.8 * (2 * (k + 0.5) / count - 1)
        sketch.add([rounded_box(width * 0.8 / count, 0.16, 0.08, x, 0.35)], look=look)
    sketch.add([rounded_box(width * 0.9, 0.16, 0.05, 0, 0.62)], look=look)
    arms = [rounded_box(0.13, 0.35, 0.12, s * width * 0.9, 0.43) for s in (-1, 1)]
    sketch.add(arms, look=look)
    if sketch.chance(0.4):
        sketch.add([rounded_box(0.22, 0.22, 0.08, rng.uniform(-0.4, 0.4), 0.1)], look=Look(form='cushion'))


def draw_shelf(sketch: Sketch) -> None:
    """A shelf or rack: posts and boards, things on them, the backdrop between."""
    rng, look = sketch.rng, wooden(sketch)
    width, height, boards = rng.uniform(0.4, 0.9), rng.uniform(0.6, 0.95), sketch.some(2, 5)
    thickness = rng.uniform(0.02, 0.07)
    rows = np.linspace(-height, height, boards)
    posts = [Stroke(np.array([[s * width, -height], [s * width, height + 0.05]]), thickness) for s in (-1, 1)]
    levels = [Stroke(np.array([[-width, v], [width, v]]), thickness * 1.2) for v in rows]
    sketch.add(strokes=posts + levels, look=look)
    for v in rows[1:]:
        if sketch.chance(0.4):
            size = rng.uniform(0.08, 0.2)
            sketch.add([rounded_box(size, size, 0.03, rng.uniform(-0.6, 0.6) * width, v - size)], look=Look())


def draw_floor_lamp(sketch: Sketch) -> None:
    """A lamp on a thin pole or bow, its shade perhaps glowing."""
    rng = sketch.rng
    look = Look(sketch.accent(rng.choice(['black', 'gold', 'silver', 'white'])), 'plain', 'metal', 'cushion')
    reach = rng.uniform(-0.6, 0.6) if sketch.chance(0.5) else 0.0
    pole = spline(
        [[0, 0.95], [0, 0], [reach * 0.3, -0.8], [reach, -0.75]] if reach else [[0, 0.95], [0, 0], [0, -0.8]], False
    )
    sketch.add(strokes=[Stroke(pole, rng.uniform(0.012, 0.05))], look=look)
    sketch.add([ellipse(rng.uniform(0.2, 0.4), 0.05, 0, 0.96)], look=look)
    top, low = rng.uniform(0.1, 0.3), rng.uniform(0.25, 0.5)
    shade = np.array([[reach - top, -0.95], [reach + top, -0.95], [reach + low, -0.55], [reach - low, -0.55]])
    sketch.add(
        [shade],
        look=Look(
            sketch.accent('white' if sketch.chance(0.5) else None), rng.choice(['plain', 'weave', 'ribbed']), 'matte'
        ),
    )


FAMILY = ((draw_stool, 0.8), (draw_chair, 1.0), (draw_armchair, 0.5), (draw_shelf, 0.4), (draw_floor_lamp, 0.3))
