"""Details that many products share: labels, lettering, seams, screws, cables, handles, solids of revolution."""

from __future__ import annotations

from functools import lru_cache
from typing import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ..canvas import Patch
from ..geometry import Points, Stroke, arc, ellipse, mirrored, rounded_box, spline, superformula
from ..shading import Normals
from ..sketch import Look, Sketch

FONT_DIRECTORY = '/usr/share/fonts/truetype/dejavu/'
FONTS = ('DejaVuSans-Bold', 'DejaVuSans', 'DejaVuSerif-Bold', 'DejaVuSansMono', 'DejaVuSerif')
LETTERS = 'ABCDEFGHIKLMNOPRSTUVWXYZ'


@lru_cache(maxsize=64)
def load_font(name: str, pixels: int) -> ImageFont.ImageFont:
    """A font of the system, or PIL's own where there is none."""
    try:
        return ImageFont.truetype(f'{FONT_DIRECTORY}{name}.ttf', pixels)
    except OSError:
        return ImageFont.load_default()


def random_word(sketch: Sketch) -> str:
    """A word that means nothing: capitals, small letters or digits."""
    rng = sketch.rng
    letters = rng.choice(list(LETTERS if rng.random() < 0.8 else '0123456789'), rng.integers(2, 10))
    word = ''.join(letters)
    return word if rng.random() < 0.6 else word.capitalize()


def add_text(sketch: Sketch, x: float, y: float, height: float, colour: np.ndarray, word: str | None = None) -> None:
    """Lettering centred at (x, y), `height` in object units, following the product's turn."""
    rng = sketch.rng
    pixels = int(height * sketch.frame.scale)
    if pixels < 4:
        return
    font = load_font(str(rng.choice(FONTS)), min(200, max(5, 2 * (pixels // 2))))
    word = word or random_word(sketch)
    left, top, right, bottom = font.getbbox(word)
    image = Image.new('L', (right + 4, bottom + 4))
    ImageDraw.Draw(image).text((2, 2), word, font=font, fill=255)
    axis = sketch.frame.matrix[:, 0] * np.sign(np.linalg.det(sketch.frame.matrix))
    turned = image.rotate(-np.degrees(np.arctan2(axis[1], axis[0])), expand=True, resample=Image.Resampling.BILINEAR)
    stamp(sketch, turned, sketch.frame.to_pixels([x, y]), colour)


def stamp(sketch: Sketch, image: Image.Image, centre: np.ndarray, colour: np.ndarray) -> None:
    """Paint a coverage image around a pixel, inside what is there."""
    cover = np.asarray(image, np.float32) / 255
    height, width = sketch.canvas.shape
    top, left = int(centre[1]) - cover.shape[0] // 2, int(centre[0]) - cover.shape[1] // 2
    rows = slice(max(0, top), min(height, top + cover.shape[0]))
    columns = slice(max(0, left), min(width, left + cover.shape[1]))
    if rows.stop - rows.start < 2 or columns.stop - columns.start < 2:
        return
    part = cover[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    sketch.canvas.atop(Patch(rows, columns, part), colour)


def add_label(sketch: Sketch, x: float, y: float, width: float, height: float) -> None:
    """A printed label: paper, frame, a word, lines of small print."""
    rng = sketch.rng
    paper = sketch.accent(rng.choice(['white', 'white', 'beige', 'vivid', 'black', 'pastel']))
    shape = ellipse(width, height, x, y) if sketch.chance(0.15) else rounded_box(width, height, 0.03, x, y)
    look = Look(
        paper,
        rng.choice(['plain', 'plain', 'gradient', 'print']),
        form='flat',
        finish='matte',
        inside=True,
        casts=False,
    )
    sketch.add([shape], look=look)
    ink = np.float32(0.08) * np.ones(3, np.float32) if paper.mean() > 0.5 else np.float32(0.92) * np.ones(3, np.float32)
    if sketch.chance(0.3):
        ink = sketch.accent('vivid')
    add_text(sketch, x, y - 0.3 * height, min(0.5 * height, 0.4 * width), ink)
    step = 0.16 * height
    lines = [
        Stroke(
            np.array([[x - width * rng.uniform(0.3, 0.8), row], [x + width * rng.uniform(0.2, 0.8), row]]), step * 0.3
        )
        for row in y + step * np.arange(1, sketch.some(1, 5))
    ]
    sketch.add(strokes=lines, look=Look(ink, 'plain', 'matte', 'flat', 0.8, True, casts=False))


def add_decals(sketch: Sketch, count: int, width: float = 0.5, height: float = 0.5, y: float = 0.0) -> None:
    """Bands, patches, lettering, seams and dots inside a body of these half-sizes around (0, y)."""
    for _ in range(count):
        kind = DECALS[sketch.rng.integers(len(DECALS))]
        row = y + sketch.rng.uniform(-0.8, 0.8) * height
        kind(sketch, sketch.rng.uniform(-0.4, 0.4) * width, row, width, height)


def decal_look(sketch: Sketch, texture: str | None = None) -> Look:
    """Flat paint in the colour of a detail."""
    opacity = 1.0 if sketch.chance(0.7) else sketch.rng.uniform(0.4, 1)
    return Look(
        sketch.accent(),
        texture or ('plain' if sketch.chance(0.6) else None),
        'matte',
        'flat',
        opacity,
        True,
        casts=False,
    )


def decal_band(sketch: Sketch, x: float, y: float, width: float, height: float) -> None:
    """A level band across the product."""
    rows = y + height * np.array([0, sketch.rng.uniform(0.05, 0.6)])
    sketch.add([np.array([[-3, rows[0]], [3, rows[0]], [3, rows[1]], [-3, rows[1]]])], look=decal_look(sketch))


def decal_stripe(sketch: Sketch, x: float, y: float, width: float, height: float) -> None:
    """An upright stripe."""
    half = width * sketch.rng.uniform(0.03, 0.3)
    sketch.add([np.array([[x - half, -3], [x + half, -3], [x + half, 3], [x - half, 3]])], look=decal_look(sketch))


def decal_box(sketch: Sketch, x: float, y: float, width: float, height: float) -> None:
    """A rounded patch."""
    rng = sketch.rng
    size = rng.uniform(0.1, 0.9) * width, rng.uniform(0.05, 0.6) * height
    sketch.add([rounded_box(*size, rng.uniform(0, 0.1), x, y)], look=decal_look(sketch))


def decal_disc(sketch: Sketch, x: float, y: float, width: float, height: float) -> None:
    """A disc or an emblem."""
    radius = sketch.rng.uniform(0.08, 0.6) * min(width, height)
    outline = ellipse(radius, radius) if sketch.chance(0.7) else superformula(sketch.rng) * radius
    sketch.add([outline + [x, y]], look=decal_look(sketch))


def decal_text(sketch: Sketch, x: float, y: float, width: float, height: float) -> None:
    """A word."""
    add_text(sketch, x, y, sketch.rng.uniform(0.08, 0.4) * height, sketch.accent())


def decal_label(sketch: Sketch, x: float, y: float, width: float, height: float) -> None:
    """A printed label."""
    add_label(sketch, x, y, width * sketch.rng.uniform(0.3, 0.9), height * sketch.rng.uniform(0.2, 0.6))


def decal_seam(sketch: Sketch, x: float, y: float, width: float, height: float) -> None:
    """A seam, sometimes with stitches beside it."""
    rng = sketch.rng
    curve = spline([[-1.6, y + rng.uniform(-0.3, 0.3)], [-0.5, y], [0.5, y + rng.uniform(-0.2, 0.2)], [1.6, y]], False)
    look = decal_look(sketch, 'plain')
    if sketch.chance(0.5):
        add_stitches(sketch, curve + [0, 0.04])
    else:
        sketch.add(strokes=[Stroke(curve, rng.uniform(0.006, 0.03))], look=look)


def add_stitches(sketch: Sketch, curve: Points) -> None:
    """A dashed thread along a curve."""
    stitches = [Stroke(curve[i : i + 2], 0.012) for i in range(0, len(curve) - 1, 2)]
    sketch.add(strokes=stitches, look=Look(sketch.accent(), 'plain', 'matte', 'flat', inside=True, casts=False))


def decal_dots(sketch: Sketch, x: float, y: float, width: float, height: float) -> None:
    """A grid of buttons or eyelets."""
    step = 0.14 * min(1.0, 2 * width)
    grid = [
        ellipse(step * 0.3, step * 0.3, x + step * i, y + step * j, 14)
        for i in range(sketch.some(1, 4))
        for j in range(sketch.some(1, 4))
    ]
    sketch.add(grid, look=Look(sketch.accent(), 'plain', None, 'cushion', inside=True, casts=False))


DECALS = (decal_band, decal_stripe, decal_box, decal_disc, decal_text, decal_label, decal_label, decal_seam, decal_dots)


def add_cable(sketch: Sketch, start: Sequence[float], plug: bool = True) -> None:
    """A cable that hangs or coils from a point, with a plug at its end."""
    rng = sketch.rng
    hops = [np.asarray(start, float)]
    for _ in range(sketch.some(2, 4)):
        hops.append(hops[-1] + rng.uniform(-0.5, 0.5, 2) + [0, 0.1])
    look = Look(sketch.accent('black'), 'plain', 'plastic', 'cushion')
    sketch.add(strokes=[Stroke(spline(hops, False, 8), rng.uniform(0.012, 0.05))], look=look)
    if plug:
        sketch.add([rounded_box(0.07, 0.04, 0.02) + hops[-1]], look=look)


def add_attachments(sketch: Sketch, count: int) -> None:
    """Knobs, arms, loops and discs around a body, often in pairs."""
    rng = sketch.rng
    for _ in range(count):
        angle = rng.uniform(0, 2 * np.pi)
        at = np.array([np.cos(angle), np.sin(angle)]) * rng.uniform(0.4, 0.9)
        polygons, strokes = attachment(sketch, at)
        if sketch.chance(0.6):
            polygons = polygons + [mirrored(p) for p in polygons]
            strokes = strokes + [Stroke(mirrored(s.points), s.width) for s in strokes]
        sketch.add(polygons, strokes, look=Look())


def attachment(sketch: Sketch, at: np.ndarray) -> tuple[list[Points], list[Stroke]]:
    """One part beside a body: a knob, an arm, a loop or a disc."""
    rng = sketch.rng
    kind = rng.integers(4)
    if kind == 0:
        return [superformula(rng) * rng.uniform(0.12, 0.4) + at], []
    if kind == 1:
        curve = spline([at * 0.7, at * 1.1 + rng.uniform(-0.2, 0.2, 2), at * 1.35 + rng.uniform(-0.3, 0.3, 2)], False)
        return [], [Stroke(curve, rng.uniform(0.02, 0.2))]
    if kind == 2:
        radius = rng.uniform(0.15, 0.4)
        return [], [Stroke(ellipse(radius, radius * rng.uniform(0.6, 1), *at), rng.uniform(0.02, 0.1))]
    return [ellipse(rng.uniform(0.1, 0.3), rng.uniform(0.1, 0.3), *at)], []


def smooth_profile(
    heights: Sequence[float], radii: Sequence[float], soft: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """Radius over height (64 samples from top to bottom), corners rounded when soft."""
    y = np.linspace(heights[0], heights[-1], 64)
    radius = np.interp(y, heights, radii)
    if soft:
        padded = np.pad(radius, 4, mode='edge')
        radius = np.convolve(padded, np.hanning(11)[1:-1] / np.hanning(11).sum(), 'valid')
    return y, radius


def revolve(sketch: Sketch, profile: tuple[np.ndarray, np.ndarray], tilt: float, look: Look) -> Patch | None:
    """A solid of revolution around x = 0; `tilt` is the half-height of its circles per radius."""
    y, radius = profile
    side = symmetric_outline(y, radius)
    base = ellipse(radius[-1], radius[-1] * tilt, 0, y[-1])
    patch = sketch.cover([side, base])
    if patch is None:
        return None
    normals = look.form if look.form is not None else round_normals(sketch, patch, y, radius)
    sketch.paint(patch, replace_form(look, normals))
    return patch


def symmetric_outline(y: np.ndarray, radius: np.ndarray) -> Points:
    """The silhouette of a solid of revolution seen from the side."""
    right = np.c_[radius, y]
    return np.vstack([right, mirrored(right)])


def replace_form(look: Look, form: str | Normals) -> Look:
    """The look with another form."""
    return Look(look.colour, look.texture, look.finish, form, look.opacity, look.inside, look.second, look.casts)


def round_normals(sketch: Sketch, patch: Patch, y: np.ndarray, radius: np.ndarray) -> Normals:
    """Normals of a solid of revolution in the picture."""
    field = sketch.field(patch)
    across = np.clip(field.x / np.maximum(1e-3, np.interp(field.y, y, radius)), -0.98, 0.98).astype(np.float32)
    slope = -np.interp(field.y, y, np.gradient(radius, y)).astype(np.float32)
    depth = np.sqrt(1 - across * across)
    norm = 1 / np.sqrt(1 + slope * slope)
    nx, ny = across * norm, slope * norm * 0.7
    axes = sketch.frame.matrix / (np.linalg.norm(sketch.frame.matrix, axis=0) + 1e-9)
    px, py = nx * axes[0, 0] + ny * axes[0, 1], nx * axes[1, 0] + ny * axes[1, 1]
    return px.astype(np.float32), py.astype(np.float32), np.maximum(0.05, depth * norm).astype(np.float32)


def add_opening(sketch: Sketch, radius: float, y: float, tilt: float, wall: float, look: Look) -> None:
    """The open rim of a vessel: its edge and its inside, which may be as bright as the backdrop."""
    sketch.add([ellipse(radius, radius * tilt, 0, y)], look=look)
    inner = radius * (1 - wall)
    inside = sketch.rng.choice(['white', 'dark', 'same', 'black', 'white'])
    colour = (
        look.colour * 0.8
        if inside == 'same' and look.colour is not None
        else sketch.accent(inside if inside != 'same' else None)
    )
    shape = ellipse(inner, inner * tilt * (1 - wall / 2), 0, y)
    sketch.add(
        [shape],
        look=Look(colour, 'gradient', look.finish, 'cushion', inside=True, second=colour * sketch.rng.uniform(0.45, 1)),
    )


def handle_arc(x: float, y: float, width: float, height: float, side: float) -> Points:
    """A mug's or a jug's handle beside x."""
    return arc(side * width, height, x, y, -1.75, 1.75, 26)
