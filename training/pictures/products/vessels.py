"""Things turned on a wheel: bottles, jars, mugs, bowls, vases, candles, lamps, teapots, glasses."""

from __future__ import annotations

import numpy as np

from ..geometry import Stroke, arc, ellipse, rounded_box, spline
from ..sketch import Look, Sketch
from .details import add_decals, add_label, add_opening, handle_arc, revolve, smooth_profile
from .plants import add_sprigs


def pick_tilt(sketch: Sketch) -> float:
    """How far circles open towards the camera."""
    return sketch.rng.uniform(0.02, 0.32)


def decorate(sketch: Sketch, width: float, height: float, y: float = 0.0) -> None:
    """A label or a few decals, or nothing."""
    kind = sketch.rng.random()
    if kind < 0.4:
        add_label(
            sketch,
            sketch.rng.uniform(-0.1, 0.1),
            y,
            width * sketch.rng.uniform(0.4, 0.95),
            height * sketch.rng.uniform(0.3, 0.8),
        )
    elif kind < 0.75:
        add_decals(sketch, sketch.some(1, 3), width, height, y)


def draw_vase(sketch: Sketch) -> None:
    """A vase, sometimes with sprigs."""
    rng = sketch.rng
    knots = int(rng.integers(3, 7))
    profile = smooth_profile(np.linspace(-0.9, 0.9, knots), rng.uniform(0.15, 0.8, knots), sketch.chance(0.8))
    tilt, look = pick_tilt(sketch), Look(sketch.main())
    if sketch.chance(0.35):
        add_sprigs(sketch, (0, -0.9), sketch.some(1, 6), rng.uniform(0.5, 1.1))
    revolve(sketch, profile, tilt, look)
    decorate(sketch, profile[1].max(), 0.6)
    if sketch.chance(0.7):
        add_opening(sketch, profile[1][0], -0.9, tilt, rng.uniform(0.06, 0.2), look)


def draw_bottle(sketch: Sketch) -> None:
    """A bottle with neck, label, and cap, pump or cork."""
    rng = sketch.rng
    body, neck = rng.uniform(0.25, 0.55), rng.uniform(0.08, 0.2)
    shoulder, top = rng.uniform(-0.6, -0.1), -1.0
    heights = [top, shoulder - rng.uniform(0.05, 0.25), shoulder, 1.0]
    profile = smooth_profile(heights, [neck, neck, body, body * rng.uniform(0.85, 1.05)])
    look, tilt = Look(sketch.main(), form=None), pick_tilt(sketch) * 0.6
    revolve(sketch, profile, tilt, look)
    decorate(sketch, body, 0.5, 0.4)
    add_cap(sketch, neck, top, tilt)


def add_cap(sketch: Sketch, neck: float, top: float, tilt: float) -> None:
    """A screw cap, a pump or a stopper above a neck."""
    rng, kind = sketch.rng, sketch.rng.random()
    height, width = rng.uniform(0.1, 0.35), neck * rng.uniform(1.05, 1.7)
    look = Look(sketch.accent(), rng.choice(['plain', 'ribbed', 'wood', 'brushed']))
    revolve(sketch, smooth_profile([top - height, top + 0.08], [width * rng.uniform(0.8, 1), width], False), tilt, look)
    if kind > 0.55:
        nozzle = top - height - rng.uniform(0.1, 0.35)
        side = rng.choice([-1, 1])
        spout = [
            [0, top - height],
            [0, nozzle],
            [side * 0.2, nozzle - 0.02],
            [side * rng.uniform(0.25, 0.45), nozzle + 0.06],
        ]
        sketch.add(strokes=[Stroke(np.array(spout), rng.uniform(0.04, 0.09))], look=look)
        sketch.add([rounded_box(0.13, 0.05, 0.03, side * 0.05, nozzle)], look=look)


def draw_mug(sketch: Sketch) -> None:
    """A mug or a jug with an open handle."""
    rng = sketch.rng
    width, half = rng.uniform(0.45, 0.75), rng.uniform(0.45, 0.85)
    profile = smooth_profile([-half, 0, half], [width, width * rng.uniform(0.85, 1.1), width * rng.uniform(0.7, 1)])
    look, tilt = Look(sketch.main(), finish=rng.choice(['satin', 'gloss', 'matte'])), pick_tilt(sketch)
    side = rng.choice([-1, 1])
    loop = handle_arc(
        side * width * 0.92, rng.uniform(-0.15, 0.1), rng.uniform(0.25, 0.45), half * rng.uniform(0.45, 0.75), side
    )
    sketch.add(strokes=[Stroke(loop, rng.uniform(0.06, 0.16))], look=look)
    revolve(sketch, profile, tilt, look)
    decorate(sketch, width, half)
    add_opening(sketch, profile[1][0], -half, tilt, rng.uniform(0.05, 0.12), look)


def draw_bowl(sketch: Sketch) -> None:
    """A bowl, dish or planter: wide rim, its inside in full view."""
    rng = sketch.rng
    half = rng.uniform(0.2, 0.5)
    knots = [-half, -half * 0.3, half * 0.7, half]
    profile = smooth_profile(knots, [1.0, rng.uniform(0.8, 0.97), rng.uniform(0.3, 0.7), rng.uniform(0.3, 0.5)])
    look, tilt = Look(sketch.main(), finish=rng.choice(['satin', 'gloss', 'matte', 'metal'])), rng.uniform(0.15, 0.45)
    revolve(sketch, profile, tilt * 0.6, look)
    decorate(sketch, 0.8, half, 0.1)
    add_opening(sketch, profile[1][0], -half, tilt, rng.uniform(0.03, 0.12), look)
    if sketch.chance(0.3):
        add_fruit(sketch, half, tilt)


def add_fruit(sketch: Sketch, half: float, tilt: float) -> None:
    """Round things that fill a bowl."""
    for _ in range(sketch.some(2, 7)):
        radius = sketch.rng.uniform(0.15, 0.3)
        x = sketch.rng.uniform(-0.5, 0.5)
        sketch.add(
            [ellipse(radius, radius * sketch.rng.uniform(0.8, 1.1), x, -half - radius * 0.3)], look=Look(form='cushion')
        )


def draw_candle(sketch: Sketch) -> None:
    """A candle in a jar with a label, wax and wick."""
    rng = sketch.rng
    width, half, tilt = rng.uniform(0.5, 0.75), rng.uniform(0.5, 0.9), rng.uniform(0.12, 0.3)
    profile = smooth_profile([-half, half], [width, width * rng.uniform(0.85, 1)])
    look = Look(sketch.main())
    revolve(sketch, profile, tilt, look)
    add_label(sketch, rng.uniform(-0.1, 0.1), rng.uniform(0, 0.2), width * 0.7, half * 0.5)
    sketch.add([ellipse(width, width * tilt, 0, -half)], look=look)
    wax = sketch.accent('beige' if sketch.chance(0.6) else 'white')
    sketch.add(
        [ellipse(width * 0.9, width * tilt * 0.88, 0, -half + 0.02)],
        look=Look(wax, 'gradient', 'matte', 'flat', inside=True, second=wax * 0.7),
    )
    wick = np.array([[0, -half + 0.04], [0.02, -half - rng.uniform(0.0, 0.2)]])
    sketch.add(
        strokes=[Stroke(wick, 0.025)], look=Look(np.float32(0.1) * np.ones(3, np.float32), 'plain', 'matte', 'flat')
    )


def draw_lamp(sketch: Sketch) -> None:
    """A table lamp: base, stem, shade that may glow as bright as the backdrop."""
    rng = sketch.rng
    stem, waist = rng.uniform(0.02, 0.08), rng.uniform(0.15, 0.55)
    if sketch.chance(0.6):
        base = smooth_profile([0.0, 0.2, 0.6, 1.0], [0.08, waist * 0.5, waist, waist * rng.uniform(0.5, 1)])
    else:
        base = smooth_profile([0.85, 0.92, 1.0], [waist * 0.8, waist, waist])
    sketch.add(
        strokes=[Stroke(np.array([[0, -0.4], [0, 0.95]]), stem)], look=Look(sketch.accent(), 'brushed', 'metal', 'flat')
    )
    revolve(sketch, base, 0.15, Look(sketch.main()))
    low = rng.uniform(0.45, 0.8)
    shade = smooth_profile([-1.0, rng.uniform(-0.3, -0.05)], [low * rng.uniform(0.4, 1), low], False)
    glow = sketch.chance(0.4)
    look = Look(
        sketch.accent('white'), rng.choice(['plain', 'weave', 'ribbed']), 'matte', form='flat' if glow else None
    )
    revolve(sketch, shade, rng.uniform(0.02, 0.12), look)


def draw_teapot(sketch: Sketch) -> None:
    """A teapot or kettle: belly, spout, lid, and a handle above or beside."""
    rng = sketch.rng
    look = Look(sketch.main(), finish=rng.choice(['satin', 'gloss', 'metal', 'matte']))
    side, belly = rng.choice([-1, 1]), rng.uniform(0.5, 0.75)
    spout = spline(
        [
            [side * belly * 0.7, 0.3],
            [side * (belly + 0.2), 0.1],
            [side * (belly + 0.25), -0.2],
            [side * (belly + 0.45), -0.4],
        ],
        False,
    )
    sketch.add(strokes=[Stroke(spout, rng.uniform(0.1, 0.2))], look=look)
    if sketch.chance(0.5):
        bow = arc(belly * 0.8, rng.uniform(0.5, 0.8), 0, -0.3, np.pi, 2 * np.pi)
    else:
        bow = handle_arc(-side * belly * 0.85, 0.05, 0.35, 0.4, -side)
    sketch.add(
        strokes=[Stroke(bow, rng.uniform(0.04, 0.12))],
        look=look if sketch.chance(0.5) else Look(sketch.accent('black')),
    )
    profile = smooth_profile(
        [-0.45, -0.2, 0.25, 0.65], [belly * 0.5, belly * 0.95, belly, belly * rng.uniform(0.5, 0.8)]
    )
    revolve(sketch, profile, 0.12, look)
    decorate(sketch, belly, 0.35, 0.1)
    revolve(sketch, smooth_profile([-0.62, -0.55, -0.42], [0.05, belly * 0.4, belly * 0.52]), 0.1, look)
    sketch.add([ellipse(0.08, 0.08, 0, -0.66)], look=Look(look.colour, form='cushion'))


def draw_jar(sketch: Sketch) -> None:
    """A jar or tin with a lid and a big label."""
    rng = sketch.rng
    width, half, tilt = rng.uniform(0.4, 0.9), rng.uniform(0.35, 0.85), pick_tilt(sketch)
    revolve(sketch, smooth_profile([-half, half], [width, width * rng.uniform(0.9, 1.02)]), tilt, Look(sketch.main()))
    decorate(sketch, width, half * 0.8, 0.1)
    lid, height = width * rng.uniform(0.9, 1.06), rng.uniform(0.1, 0.4)
    look = Look(sketch.accent(), rng.choice(['plain', 'plain', 'brushed', 'wood', 'ribbed']))
    revolve(sketch, smooth_profile([-half - height, -half + 0.06], [lid, lid], False), tilt, look)
    sketch.add([ellipse(lid, lid * tilt, 0, -half - height)], look=Look(look.colour, look.texture, look.finish, 'flat'))


FAMILY = (
    (draw_vase, 1.0),
    (draw_bottle, 1.3),
    (draw_mug, 1.0),
    (draw_bowl, 0.9),
    (draw_candle, 0.6),
    (draw_lamp, 0.7),
    (draw_teapot, 0.6),
    (draw_jar, 0.8),
)
