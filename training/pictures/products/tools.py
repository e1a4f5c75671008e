"""Tools, cutlery, instruments, toys with wheels: handles with heads."""

from __future__ import annotations

import numpy as np

from ..geometry import Points, Stroke, arc, ellipse, mirrored, rounded_box, spline, symmetric
from ..sketch import Look, Sketch
from .details import add_cable, add_decals, revolve, smooth_profile


def grip(sketch: Sketch) -> Look:
    """What handles are made of."""
    return Look(sketch.main(), sketch.rng.choice(['plain', 'wood', 'ribbed', 'brushed']), None, 'cushion')


def steel(sketch: Sketch) -> Look:
    """What heads are made of."""
    return Look(
        sketch.accent('silver') if sketch.chance(0.7) else sketch.main(),
        sketch.rng.choice(['brushed', 'plain']),
        'metal',
        'cushion',
    )


def add_handle(sketch: Sketch, top: float = -0.3) -> None:
    """A turned handle from `top` to the bottom."""
    rng = sketch.rng
    wide = rng.uniform(0.05, 0.14)
    revolve(sketch, smooth_profile(np.linspace(top, 1.0, 4), wide * rng.uniform(0.6, 1.2, 4)), 0.1, grip(sketch))


def draw_hammer(sketch: Sketch) -> None:
    """A hammer, axe, mallet or razor: a head across a handle."""
    rng = sketch.rng
    add_handle(sketch, -0.7)
    reach, height = rng.uniform(0.25, 0.65), rng.uniform(0.1, 0.3)
    head = rounded_box(reach, height, 0.05, rng.uniform(-0.15, 0.15), -0.7)
    if sketch.chance(0.5):
        head = spline(
            [
                [-reach, -0.6],
                [-reach, -0.85],
                [0.1, -0.82],
                [reach, -0.7 - height * 1.4],
                [reach * 1.1, -0.7 + height * 1.4],
                [0.1, -0.58],
            ]
        )
    sketch.add([head], look=steel(sketch))


def draw_fork(sketch: Sketch) -> None:
    """A fork, rake or comb: tines with gaps."""
    rng = sketch.rng
    count, width = sketch.some(2, 12), rng.uniform(0.15, 0.5)
    add_handle(sketch)
    look, thin = steel(sketch), width / count * rng.uniform(0.5, 1.1)
    tines = [
        Stroke(np.array([[x, -0.35], [x * rng.uniform(0.95, 1.15), -1.0]]), thin)
        for x in np.linspace(-width, width, count)
    ]
    neck = Stroke(np.array([[0, -0.1], [0, -0.4]]), 0.08)
    sketch.add(strokes=[*tines, Stroke(np.array([[-width, -0.35], [width, -0.35]]), max(0.06, thin)), neck], look=look)


def draw_spoon(sketch: Sketch) -> None:
    """A spoon, ladle, shovel, magnifier or paddle, its blade sometimes pierced."""
    rng = sketch.rng
    add_handle(sketch, -0.35)
    width, height = rng.uniform(0.16, 0.42), rng.uniform(0.22, 0.5)
    blade = ellipse(width, height, 0, -0.6) if sketch.chance(0.7) else rounded_box(width, height, 0.08, 0, -0.6)
    sketch.add([blade], look=steel(sketch))
    inner = (blade - [0, -0.6]) * rng.uniform(0.7, 0.9) + [0, -0.6]
    if sketch.chance(0.25):
        sketch.cut([inner])
        tint = sketch.accent('white')
        sketch.add([inner], look=Look(tint, 'plain', 'gloss', 'cushion', rng.uniform(0.05, 0.3)))
    else:
        sketch.add([inner], look=Look(sketch.accent('silver'), 'gradient', 'gloss', 'cushion', inside=True))


def draw_whisk(sketch: Sketch) -> None:
    """A whisk: loops of wire."""
    rng = sketch.rng
    loops = [
        Stroke(
            spline(
                [[0, -0.25], [x, -0.65], [x * 0.85, -0.95], [0, -1.08], [-x * 0.85, -0.95], [-x, -0.65], [0, -0.25]],
                False,
            ),
            rng.uniform(0.01, 0.025),
        )
        for x in np.linspace(0.03, rng.uniform(0.25, 0.45), sketch.some(3, 7))
    ]
    sketch.add(strokes=loops, look=steel(sketch))
    add_handle(sketch)


def draw_scissors(sketch: Sketch) -> None:
    """Scissors, pliers or tongs: two blades, two grips with holes."""
    rng = sketch.rng
    spread, wide = rng.uniform(0.03, 0.35), rng.uniform(0.06, 0.14)
    blade = np.array([[-wide, 0.1], [wide, 0.1], [wide * 0.6, -0.5], [0.01, -1.0], [-wide * 0.3, -0.5]])
    look, handle, size = steel(sketch), grip(sketch), rng.uniform(0.16, 0.28)
    for side in (1, -1):
        c, s = np.cos(side * spread), np.sin(side * spread)
        turn = np.array([[c, -s], [s, c]])
        sketch.add([(blade * [side, 1]) @ turn], look=look)
        centre = np.array([-side * 0.3, 0.62])
        loop = ellipse(size, size * rng.uniform(1, 1.5)) + centre
        sketch.add(
            strokes=[
                Stroke(np.array([[0, 0.05], centre + [side * 0.08, -size]]), 0.1),
                Stroke(np.vstack([loop, loop[:2]]), rng.uniform(0.05, 0.09)),
            ],
            look=handle,
        )
    sketch.add([ellipse(0.05, 0.05, 0, 0.03, 16)], look=look)


def draw_knife(sketch: Sketch) -> None:
    """A knife, saw, file or pen: a long blade and a handle."""
    rng = sketch.rng
    wide = rng.uniform(0.05, 0.2)
    blade = [
        [-wide, 0.25],
        [wide, 0.25],
        [wide, -0.6],
        [wide * rng.uniform(-1, 0.5), -1.0],
        [-wide, rng.uniform(-0.9, -0.5)],
    ]
    sketch.add([np.array(blade)], look=steel(sketch))
    add_handle(sketch, 0.2)


def draw_appliance(sketch: Sketch) -> None:
    """A drill, hair dryer, iron or tap: a barrel, a grip at an angle, a nozzle, a cable."""
    rng, look = sketch.rng, Look(sketch.main(), 'plain', None, 'cushion')
    lean = rng.uniform(-0.3, 0.3)
    sketch.add(
        [np.array([[-0.15, 0], [0.2, 0], [0.15 + lean, 0.95], [-0.2 + lean, 0.95]])],
        look=Look(sketch.main(), rng.choice(['plain', 'ribbed']), None, 'cushion'),
    )
    sketch.add(
        [rounded_box(rng.uniform(0.4, 0.7), rng.uniform(0.22, 0.34), rng.uniform(0.05, 0.25), 0.1, -0.25)], look=look
    )
    nozzle = np.array(
        [[0.6, -0.42], [0.95, -0.42 + rng.uniform(0, 0.12)], [0.95, -0.08 - rng.uniform(0, 0.12)], [0.6, -0.08]]
    )
    sketch.add([nozzle], look=Look(sketch.accent('black'), form='cushion'))
    add_decals(sketch, sketch.some(0, 2), 0.4, 0.15, -0.25)
    if sketch.chance(0.5):
        add_cable(sketch, (lean, 0.95))


def draw_car(sketch: Sketch) -> None:
    """A toy car, pram or skate: body, windows, wheels."""
    rng = sketch.rng
    low = rng.uniform(0.3, 0.5)
    body = spline(
        [
            [-0.95, low],
            [-0.95, 0.05],
            [-0.6, -0.05],
            [-0.35, -0.4],
            [0.25, -0.42],
            [0.5, -0.05],
            [0.95, 0.05],
            [0.97, low],
        ],
        steps=6,
    )
    sketch.add([body], look=Look(sketch.main(), None, 'gloss', 'cushion'))
    window = spline([[-0.45, -0.02], [-0.28, -0.32], [0.2, -0.33], [0.38, -0.02]], steps=5)
    sketch.add([window], look=Look(sketch.accent('black'), 'gradient', 'gloss', 'flat', inside=True))
    radius = rng.uniform(0.14, 0.26)
    for x in (-0.55, 0.55):
        sketch.add([ellipse(radius, radius, x, low)], look=Look(sketch.accent('black'), 'plain', 'matte', 'cushion'))
        sketch.add([ellipse(radius * 0.55, radius * 0.55, x, low)], look=steel(sketch))
    add_decals(sketch, sketch.some(0, 2), 0.6, 0.15, 0.2)


def draw_guitar(sketch: Sketch) -> None:
    """A guitar, violin or ukulele: waisted body, sound hole, neck, strings."""
    rng, look = sketch.rng, Look(sketch.main(), sketch.rng.choice(['wood', 'plain', 'gradient']), 'gloss', 'cushion')
    neck = rounded_box(0.055, 0.55, 0.02, 0, -0.5)
    half = [[0.0, 0.0], [0.28, 0.02], [0.24, 0.35], [0.42, 0.65], [0.2, 0.97], [0, 0.98]]
    sketch.add([spline(symmetric(half), steps=6)], look=look)
    sketch.add([ellipse(0.12, 0.12, 0, 0.38)], look=Look(sketch.accent('black'), 'plain', 'matte', 'flat', inside=True))
    sketch.add(
        [neck, rounded_box(0.09, 0.14, 0.03, 0, -1.05)], look=Look(sketch.accent('brown'), 'wood', 'satin', 'flat')
    )
    pegs = [Stroke(np.array([[s * 0.09, y], [s * 0.16, y]]), 0.03) for s in (-1, 1) for y in (-1.1, -1.0)]
    strings = [Stroke(np.array([[x, -1.0], [x, 0.75]]), 0.006) for x in np.linspace(-0.035, 0.035, 4)]
    sketch.add(strokes=pegs + strings, look=Look(sketch.accent('silver'), 'plain', 'metal', 'flat', casts=False))


def draw_umbrella(sketch: Sketch) -> None:
    """An open umbrella or parasol: scalloped canopy, thin stick, crook."""
    rng, count = sketch.rng, sketch.some(3, 6)
    stick = np.vstack([[[0, -0.8], [0, 0.8]], arc(0.1, 0.12, 0.1, 0.82, np.pi, 0, 12)])
    sketch.add(strokes=[Stroke(stick, rng.uniform(0.02, 0.05))], look=grip(sketch))
    x = np.linspace(0.95, -0.95, count + 1)
    dome = arc(0.95, rng.uniform(0.6, 0.9), 0, 0.0, np.pi, 2 * np.pi, 30)
    hem = np.vstack([arc((a - b) / 2, 0.1, (a + b) / 2, 0.0, 0, -np.pi, 8) for a, b in zip(x[:-1], x[1:])])
    sketch.add([np.vstack([dome, hem])], look=Look(sketch.main(), None, 'satin', 'cushion'))
    ribs = [Stroke(spline([[0, -0.75], [v * 0.7, -0.4], [v, 0]], False), 0.012) for v in x[1:-1]]
    sketch.add(strokes=ribs, look=Look(sketch.accent('dark'), 'plain', 'matte', 'flat', 0.5, inside=True))


def draw_butterfly(sketch: Sketch) -> None:
    """A bow, propeller, toy insect or brooch: wings mirrored about a body."""
    rng = sketch.rng
    for y, size in ((-0.3, 0.9), (0.3, 0.65)):
        wing: Points = spline(
            [[0.02, y * 0.3], [size * 0.6, y - 0.45], [size, y - 0.1], [size * 0.7, y + 0.3], [0.1, y * 0.5 + 0.1]]
            + np.r_[[[0, 0]], 0.08 * rng.standard_normal((3, 2)), [[0, 0]]]
        )
        sketch.add([wing, mirrored(wing)], look=Look())
    sketch.add([ellipse(rng.uniform(0.05, 0.15), rng.uniform(0.4, 0.8))], look=Look(form='cushion'))
    feelers = [Stroke(spline([[0, -0.5], [s * 0.15, -0.8], [s * 0.35, -0.9]], False), 0.012) for s in (-1, 1)]
    sketch.add(strokes=feelers, look=Look(sketch.accent('black'), 'plain', 'matte', 'flat'))


FAMILY = (
    (draw_hammer, 0.3),
    (draw_fork, 0.4),
    (draw_spoon, 0.4),
    (draw_whisk, 0.3),
    (draw_scissors, 0.4),
    (draw_knife, 0.3),
    (draw_appliance, 0.6),
    (draw_car, 0.4),
    (draw_guitar, 0.3),
    (draw_umbrella, 0.3),
    (draw_butterfly, 0.3),
)
