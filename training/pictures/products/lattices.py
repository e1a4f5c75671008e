"""Things full of holes: baskets, nets, chains, wheels, sieves, racks, perforated sheets, cages."""

from __future__ import annotations

import numpy as np

from ..geometry import Points, Stroke, arc, ellipse, rounded_box, spline
from ..sketch import Look, Sketch
from .details import smooth_profile


def wire(sketch: Sketch) -> Look:
    """Wire, cord, wicker or plastic."""
    return Look(
        sketch.main() if sketch.chance(0.6) else sketch.accent('silver'),
        'plain',
        sketch.rng.choice(['matte', 'metal', 'plastic']),
        'cushion',
    )


def draw_grid(sketch: Sketch) -> None:
    """A rack, trellis or cooling grid with a stronger frame."""
    rng, look = sketch.rng, wire(sketch)
    width, height, thin = rng.uniform(0.5, 1, 2)[0], rng.uniform(0.4, 1), rng.uniform(0.008, 0.05)
    columns, rows = np.linspace(-width, width, sketch.some(3, 18)), np.linspace(-height, height, sketch.some(2, 14))
    strokes = [Stroke(np.array([[x, -height], [x, height]]), thin) for x in columns]
    strokes += [Stroke(np.array([[-width, y], [width, y]]), thin) for y in rows]
    frame = rounded_box(width, height, rng.uniform(0.01, 0.2))
    strokes.append(Stroke(np.vstack([frame, frame[:2]]), thin * rng.uniform(1, 4)))
    sketch.add(strokes=strokes, look=look)


def draw_basket(sketch: Sketch) -> None:
    """A round basket, cage or lampshade of wires: verticals along a profile, hoops around it."""
    rng, look = sketch.rng, wire(sketch)
    y, radius = smooth_profile(np.linspace(-0.6, 0.85, 4), rng.uniform(0.35, 0.9, 4))
    tilt, thin = rng.uniform(0.05, 0.25), rng.uniform(0.008, 0.035)
    turns = np.linspace(0, np.pi, sketch.some(6, 24))
    back = [Stroke(np.c_[radius * np.cos(t), y - radius * tilt * np.sin(t)], thin) for t in turns]
    front = [Stroke(np.c_[radius * np.cos(t), y + radius * tilt * np.sin(t)], thin) for t in turns]
    levels = np.linspace(0, 63, sketch.some(2, 12)).astype(int)
    hoops = [Stroke(arc(radius[k], radius[k] * tilt, 0, y[k], 0, 2 * np.pi, 48), thin) for k in levels]
    if sketch.chance(0.6):
        sketch.add(strokes=back, look=Look(look.colour * np.float32(0.7), 'plain', look.finish, 'flat'))
    sketch.add(strokes=front + hoops, look=look)
    if sketch.chance(0.5):
        bow = arc(radius[0], rng.uniform(0.4, 0.7), 0, y[0], np.pi, 2 * np.pi)
        sketch.add(strokes=[Stroke(bow, thin * 2)], look=look)


def draw_net(sketch: Sketch) -> None:
    """A net bag, hammock or string bag of crossing cords, with or without fruit."""
    rng, look = sketch.rng, wire(sketch)
    if sketch.chance(0.5):
        for _ in range(sketch.some(3, 8)):
            size = rng.uniform(0.14, 0.26)
            sketch.add([ellipse(size, size, *(rng.uniform(-0.35, 0.35, 2) + [0, 0.3]))], look=Look(form='cushion'))
    t, bulge, thin = np.linspace(0, 1, 24), rng.uniform(0.4, 0.7), rng.uniform(0.006, 0.02)
    spread = bulge * np.sin(np.pi * np.clip(t * 1.05, 0, 1)) ** 0.6 + 0.05
    count = sketch.some(6, 14)
    strokes = []
    for k in range(count):
        for twist in (-1.2, 1.2):
            phase = np.pi * (k + 0.5) / count + twist * t
            strokes.append(Stroke(np.c_[spread * np.cos(phase), -0.6 + 1.5 * t], thin))
    bow = arc(0.12, rng.uniform(0.2, 0.4), 0, -0.6, np.pi, 2 * np.pi)
    sketch.add(strokes=[*strokes, Stroke(bow, thin * 2)], look=look)


def draw_chain(sketch: Sketch) -> None:
    """A chain of open links, hanging, lying or closed."""
    rng, look = sketch.rng, wire(sketch)
    curve = spline(rng.uniform(-0.9, 0.9, (sketch.some(3, 5), 2)), sketch.chance(0.3), 30)
    length = np.r_[0, np.cumsum(np.linalg.norm(np.diff(curve, axis=0), axis=1))]
    size = rng.uniform(0.04, 0.16)
    stops = np.arange(0, length[-1], size * 1.45)[:150]
    links = []
    for k, s in enumerate(stops):
        x, y = (np.interp(s, length, curve[:, c]) for c in (0, 1))
        ahead = [np.interp(s + 0.01, length, curve[:, c]) for c in (0, 1)]
        angle = np.arctan2(ahead[1] - y, ahead[0] - x)
        link = ellipse(size, size * (0.55 if k % 2 else 0.2), count=20)
        turned = link @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]) + [x, y]
        links.append(Stroke(np.vstack([turned, turned[:2]]), size * rng.uniform(0.2, 0.35)))
    sketch.add(strokes=links, look=look)


def draw_wheel(sketch: Sketch) -> None:
    """A wheel or fan: tyre, rim, thin spokes, hub."""
    rng = sketch.rng
    tyre, count = rng.uniform(0.04, 0.22), sketch.some(5, 40)
    sketch.add(
        [ellipse(0.95, 0.95)],
        holes=[ellipse(0.95 - tyre, 0.95 - tyre)],
        look=Look(sketch.accent('black'), rng.choice(['plain', 'ribbed', 'checks']), 'matte', 'cushion'),
    )
    turns, lean = np.linspace(0, 2 * np.pi, count, endpoint=False), rng.uniform(0, 0.5)
    hub = rng.uniform(0.06, 0.2)
    spokes = [
        Stroke(
            np.array(
                [
                    [hub * np.cos(t + lean), hub * np.sin(t + lean)],
                    [(0.96 - tyre) * np.cos(t), (0.96 - tyre) * np.sin(t)],
                ]
            ),
            rng.uniform(0.008, 0.02) if count > 10 else 0.06,
        )
        for t in turns
    ]
    sketch.add(strokes=spokes, look=wire(sketch))
    sketch.add([ellipse(hub, hub)], look=Look(form='cushion'))


def draw_perforated(sketch: Sketch) -> None:
    """A sheet, spatula, colander or peg board with rows of real holes."""
    rng = sketch.rng
    width, height = rng.uniform(0.4, 0.9, 2)
    outline = ellipse(width, height) if sketch.chance(0.4) else rounded_box(width, height, rng.uniform(0.02, 0.3))
    if sketch.chance(0.5):
        sketch.add(strokes=[Stroke(np.array([[0, height * 0.8], [0, 1.2]]), 0.1)], look=Look(form='cushion'))
    sketch.add([outline], look=Look(form='cushion'))
    step = rng.uniform(0.07, 0.28)
    size = step * rng.uniform(0.2, 0.42)
    slot = rng.uniform(1, 2.2) if sketch.chance(0.3) else 1.0
    x, y = np.meshgrid(np.arange(-width, width, step), np.arange(-height, height, step * slot))
    inside = (np.abs(x) < width * 0.82) & (np.abs(y) < height * 0.82) & ((x / width) ** 2 + (y / height) ** 2 < 0.7)
    holes: list[Points] = [ellipse(size, size * slot, cx, cy, 14) for cx, cy in zip(x[inside], y[inside])]
    if holes:
        sketch.cut(holes)


def draw_sieve(sketch: Sketch) -> None:
    """A sieve, racket or dream catcher: fine mesh in a hoop on a handle."""
    rng, look = sketch.rng, wire(sketch)
    width, height = rng.uniform(0.4, 0.7), rng.uniform(0.4, 0.65)
    step, thin = rng.uniform(0.05, 0.15), rng.uniform(0.005, 0.015)
    lines = []
    for x in np.arange(-width + step / 2, width, step):
        reach = height * np.sqrt(max(0.0, 1 - (x / width) ** 2))
        lines.append(Stroke(np.array([[x, -0.3 - reach], [x, -0.3 + reach]]), thin))
    for y in np.arange(-height + step / 2, height, step):
        reach = width * np.sqrt(max(0.0, 1 - (y / height) ** 2))
        lines.append(Stroke(np.array([[-reach, y - 0.3], [reach, y - 0.3]]), thin))
    sketch.add(
        strokes=lines, look=Look(sketch.accent(rng.choice(['silver', 'white', 'black'])), 'plain', 'matte', 'flat')
    )
    hoop = arc(width, height, 0, -0.3, 0, 2 * np.pi, 60)
    sketch.add(
        strokes=[Stroke(np.array([[0, height - 0.3], [0, 1.0]]), rng.uniform(0.05, 0.13))], look=Look(form='cushion')
    )
    sketch.add(strokes=[Stroke(hoop, rng.uniform(0.03, 0.1))], look=look)


FAMILY = (
    (draw_grid, 0.4),
    (draw_basket, 0.6),
    (draw_net, 0.4),
    (draw_chain, 0.4),
    (draw_wheel, 0.4),
    (draw_perforated, 0.5),
    (draw_sieve, 0.35),
)
