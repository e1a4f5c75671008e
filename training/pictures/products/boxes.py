"""Boxes seen from a corner and slabs seen from the front: cartons, books, speakers, phones, clocks."""

from __future__ import annotations

import numpy as np

from ..geometry import Points, Stroke, ellipse, rounded_box
from ..shading import Normals, flat_normals
from ..sketch import Look, Sketch
from .details import add_cable, add_decals, add_label, add_text

Face = tuple[Points, tuple[float, float]]


def corner_view(sketch: Sketch, half: np.ndarray) -> list[Face]:
    """The three visible faces of a box with half-sizes (x, y, z): outline (4, 2) and slopes of its normal.

    Corners run from the lower left of each face, so that the first edge is its base.
    """
    rng = sketch.rng
    turn, rise = rng.uniform(0.2, 1.35), rng.uniform(0.08, 0.65)
    c, s, lean, lift = np.cos(turn), np.sin(turn), np.cos(rise), np.sin(rise)

    def project(x: int, y: int, z: int) -> list[float]:
        px, py, pz = half * (x, y, z)
        return [px * c - pz * s, -py * lean + (px * s + pz * c) * lift]

    front = [project(-1, -1, 1), project(1, -1, 1), project(1, 1, 1), project(-1, 1, 1)]
    side = [project(1, -1, 1), project(1, -1, -1), project(1, 1, -1), project(1, 1, 1)]
    top = [project(-1, 1, 1), project(1, 1, 1), project(1, 1, -1), project(-1, 1, -1)]
    slopes = ((-s * 1.5, 0.2), (c * 1.5, 0.2), (0.0, -1.2))
    return [(np.array(face), slope) for face, slope in zip((front, side, top), slopes)]


def on_face(face: Points, u: np.ndarray, v: np.ndarray) -> Points:
    """Points at shares (u along the base, v upwards) of a face."""
    u, v = np.asarray(u)[:, None], np.asarray(v)[:, None]
    return (face[0] * (1 - u) + face[1] * u) * (1 - v) + (face[3] * (1 - u) + face[2] * u) * v


def face_normals(sketch: Sketch, outline: Points, slope: tuple[float, float]) -> Normals | str:
    """Normals of a face."""
    patch = sketch.cover([outline])
    return 'flat' if patch is None else flat_normals(patch.cover.shape, *slope)


def paint_face(sketch: Sketch, face: Face, look: Look) -> None:
    """Paint one face of a box in its light."""
    outline, slope = face
    form = face_normals(sketch, outline, slope)
    sketch.add(
        [outline],
        look=Look(look.colour, look.texture, look.finish, form, look.opacity, look.inside, look.second, casts=False),
    )


def decorate_face(sketch: Sketch, face: Face) -> None:
    """A panel, lines and dots printed on a face."""
    rng, outline = sketch.rng, face[0]
    left, right = sorted(rng.uniform(0.05, 0.95, 2))
    low, high = sorted(rng.uniform(0.05, 0.95, 2))
    if sketch.chance(0.7):
        panel = on_face(outline, np.array([left, right, right, left]), np.array([low, low, high, high]))
        paint_face(sketch, (panel, face[1]), Look(sketch.accent(), finish='matte', inside=True))
    for _ in range(sketch.some(0, 4)):
        v = rng.uniform(0.1, 0.9)
        line = on_face(outline, np.array([rng.uniform(0.05, 0.3), rng.uniform(0.5, 0.95)]), np.array([v, v]))
        sketch.add(
            strokes=[Stroke(line, rng.uniform(0.01, 0.05))],
            look=Look(sketch.accent(), 'plain', 'matte', 'flat', inside=True, casts=False),
        )


def draw_carton(sketch: Sketch) -> None:
    """A carton, chest, speaker or block."""
    rng = sketch.rng
    half = rng.uniform(0.25, 0.8, 3)
    look, finish = Look(sketch.main()), rng.choice(['matte', 'satin', 'plastic'])
    for face in corner_view(sketch, half):
        own = look if sketch.chance(0.75) else Look(sketch.main())
        paint_face(sketch, face, Look(own.colour, own.texture, finish))
        if sketch.chance(0.65):
            decorate_face(sketch, face)


def draw_crate(sketch: Sketch) -> None:
    """An open box or drawer of slats, its inside in view."""
    rng = sketch.rng
    half = np.array([rng.uniform(0.4, 0.8), rng.uniform(0.2, 0.5), rng.uniform(0.3, 0.7)])
    colour, texture = sketch.main(), rng.choice(['wood', 'plain', 'weave'])
    front, side, top = corner_view(sketch, half)
    for face, dim in ((front, 1.0), (side, 1.0), (top, 0.9)):
        paint_face(sketch, face, Look(colour * np.float32(dim), texture, 'matte'))
    inner = on_face(top[0], np.array([0.08, 0.92, 0.92, 0.08]), np.array([0.08, 0.08, 0.92, 0.92]))
    paint_face(
        sketch,
        (inner, top[1]),
        Look(sketch.accent('dark') if sketch.chance(0.6) else colour * 0.6, 'gradient', 'matte', inside=True),
    )
    slats = sketch.some(0, 4)
    for face in (front, side):
        for k in range(slats):
            v = (k + 1) / (slats + 1)
            line = on_face(face[0], np.array([0.0, 1.0]), np.array([v, v]))
            sketch.add(
                strokes=[Stroke(line, 0.03)],
                look=Look(colour * 0.4, 'plain', 'matte', 'flat', inside=True, casts=False),
            )


def draw_slab(sketch: Sketch) -> None:
    """A phone, tablet, radio, camera, clock or speaker from the front, with screen, knobs and lettering."""
    rng = sketch.rng
    width, height = rng.uniform(0.35, 1.0, 2)
    radius, edge = rng.uniform(0.02, 0.35), rng.uniform(0, 0.15)
    look = Look(sketch.main())
    if edge > 0.03:
        sketch.add(
            [rounded_box(width, height, radius, rng.choice([-1, 1]) * edge, edge * 0.4)],
            look=Look(look.colour * 0.8, form='flat'),
        )
    sketch.add([rounded_box(width, height, radius)], look=look)
    if sketch.chance(0.7):
        add_screen(sketch, width, height, radius)
    for _ in range(sketch.some(0, 4)):
        add_knob(
            sketch,
            rng.uniform(-0.7, 0.7) * width,
            rng.uniform(-0.7, 0.7) * height,
            rng.uniform(0.04, 0.3) * min(width, height),
        )
    add_decals(sketch, sketch.some(0, 2), width, height)
    if sketch.chance(0.25):
        add_cable(sketch, (rng.uniform(-0.5, 0.5) * width, height))


def add_screen(sketch: Sketch, width: float, height: float, radius: float) -> None:
    """A screen, dial or grille inside a slab: black, white or lit."""
    rng = sketch.rng
    tone = rng.choice(['black', 'black', 'white', 'dark', 'vivid', 'grey'])
    shape = rounded_box(
        width * rng.uniform(0.6, 0.95),
        height * rng.uniform(0.5, 0.95),
        radius * 0.7,
        0,
        rng.uniform(-0.08, 0.08) * height,
    )
    texture = rng.choice(['plain', 'gradient', 'print', 'weave', 'dots', 'clouds'])
    sketch.add(
        [shape], look=Look(sketch.accent(tone), texture, rng.choice(['gloss', 'plastic', 'matte']), 'flat', inside=True)
    )


def add_knob(sketch: Sketch, x: float, y: float, radius: float) -> None:
    """A button, lens or loudspeaker: rings within rings."""
    for share in (1.0, 0.75, 0.35)[: sketch.some(1, 3)]:
        sketch.add(
            [ellipse(radius * share, radius * share, x, y, 32)], look=Look(sketch.accent(), form='cushion', inside=True)
        )


def draw_laptop(sketch: Sketch) -> None:
    """An open laptop: lit or dark screen, keyboard."""
    rng = sketch.rng
    width, height, reach = rng.uniform(0.75, 0.95), rng.uniform(0.6, 0.75), rng.uniform(0.25, 0.5)
    body = Look(sketch.accent('silver'), 'plain', 'satin', 'flat')
    sketch.add([rounded_box(width, height, 0.05, 0, -height + 0.2)], look=body)
    sketch.add(
        [rounded_box(width * 0.95, height * 0.92, 0.02, 0, -height + 0.2)],
        look=Look(sketch.accent('black'), form='flat', inside=True),
    )
    sketch.add(
        [rounded_box(width * 0.92, height * 0.86, 0.01, 0, -height + 0.2)],
        look=Look(sketch.accent(), form='flat', inside=True),
    )
    deck = np.array([[-width, 0.2], [width, 0.2], [width * 1.12, 0.2 + reach], [-width * 1.12, 0.2 + reach]])
    sketch.add([deck], look=body)
    keys = on_face(deck[[3, 2, 1, 0]], np.array([0.1, 0.9, 0.9, 0.1]), np.array([0.45, 0.45, 0.9, 0.9]))
    sketch.add([keys], look=Look(sketch.accent('black'), 'checks', 'matte', 'flat', inside=True))


def draw_book(sketch: Sketch) -> None:
    """A book or box set standing, with pages and a title."""
    rng = sketch.rng
    half = np.array([rng.uniform(0.4, 0.7), rng.uniform(0.6, 0.9), rng.uniform(0.05, 0.2)])
    front, side, top = corner_view(sketch, half)
    cover = Look(sketch.main())
    paint_face(sketch, front, cover)
    decorate_face(sketch, front)
    pages = sketch.accent('white')
    for face in (side, top):
        paint_face(sketch, face, Look(pages if sketch.chance(0.7) else cover.colour, 'ribbed', 'matte'))


def draw_clock(sketch: Sketch) -> None:
    """A round clock, scale or gauge: rim, dial, marks, hands."""
    rng = sketch.rng
    radius, rim = 0.85, rng.uniform(0.04, 0.2)
    sketch.add([ellipse(radius, radius)], look=Look(form='cushion'))
    dial = radius * (1 - rim)
    sketch.add(
        [ellipse(dial, dial)],
        look=Look(sketch.accent(rng.choice(['white', 'white', 'black'])), 'plain', 'matte', 'flat', inside=True),
    )
    ink = Look(
        sketch.accent(rng.choice(['black', 'gold', 'vivid'])), 'plain', 'matte', 'flat', inside=True, casts=False
    )
    turns = np.arange(12) * np.pi / 6
    marks = [Stroke(np.array([[np.cos(t), np.sin(t)]]) * dial * np.array([[0.8], [0.93]]), 0.03) for t in turns]
    hands = [
        Stroke(np.array([[0, 0], [np.cos(t) * length, np.sin(t) * length]]), 0.04)
        for t, length in zip(rng.uniform(0, 6.28, 2), (0.4, 0.6))
    ]
    sketch.add(strokes=marks + hands, look=ink)
    add_text(sketch, 0, -0.3, 0.1, ink.colour)
    if sketch.chance(0.3):
        legs = [Stroke(np.array([[s * 0.4, 0.7], [s * 0.55, 1.0]]), 0.08) for s in (-1, 1)]
        sketch.add(strokes=legs, look=Look())


def draw_pouch(sketch: Sketch) -> None:
    """A flat pack, pouch or tube with crimped ends and a label."""
    rng = sketch.rng
    width, height = rng.uniform(0.4, 0.7), rng.uniform(0.6, 0.95)
    outline = np.array(
        [
            [-width, -height],
            [width, -height],
            [width * rng.uniform(0.8, 1.1), height],
            [-width * rng.uniform(0.8, 1.1), height],
        ]
    )
    sketch.add([outline], look=Look(form='soft'))
    add_label(sketch, 0, rng.uniform(-0.1, 0.2), width * 0.7, height * 0.5)
    crimp = np.array([[-1, -height], [1, -height], [1, -height + 0.12], [-1, -height + 0.12]])
    sketch.add([crimp], look=Look(None, 'ribbed', 'satin', 'flat', inside=True))
    if sketch.chance(0.4):
        sketch.cut([ellipse(0.12, 0.05, 0, -height + 0.14)])


FAMILY = (
    (draw_carton, 1.2),
    (draw_crate, 0.4),
    (draw_slab, 1.2),
    (draw_laptop, 0.3),
    (draw_book, 0.5),
    (draw_clock, 0.4),
    (draw_pouch, 0.5),
)
