"""Composition: one seed → one photo and its alpha."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from . import camera
from .backdrops import fill, pick_backdrop_colour, picture_field, studio, table, textured
from .canvas import Canvas, blank
from .clutter import defocus, room
from .colours import Palette, pick_palette, same_tone_palette
from .geometry import Frame, place
from .noise import Shape
from .products import Family, pick_family
from .shading import Light, pick_light
from .shadows import darken, reflect
from .sketch import Sketch
from .textures import Field, log_uniform

# Share of the picture a product may cover; outside of it a picture is thrown away.
COVERAGE = 0.012, 0.86
SETTINGS = {'studio': 0.47, 'table': 0.16, 'pattern': 0.02, 'clutter': 0.35}


@dataclass(frozen=True)
class Setting:
    """What all products of a picture share. `standing`: upright on a ground, else seen from above or hung up."""

    kind: str
    standing: bool
    backdrop: np.ndarray
    same_tone: bool
    light: Light
    illustrated: bool
    shadows: float
    glossy: float


@dataclass(frozen=True)
class Spot:
    """Where a product goes: half its extent in units of the picture, its centre in shares of width and height."""

    reach: float
    x: float
    y: float


Layer = tuple[np.ndarray, np.ndarray]


def pick_setting(rng: Generator) -> Setting:
    """A setting by how common it is."""
    kind = str(rng.choice(list(SETTINGS), p=list(SETTINGS.values())))
    return Setting(
        kind=kind,
        standing=bool(rng.random() < 0.75),
        backdrop=pick_backdrop_colour(rng),
        same_tone=bool(kind != 'clutter' and rng.random() < 0.25),
        light=pick_light(rng),
        illustrated=bool(rng.random() < 0.03),
        shadows=float(rng.choice([0, 1], p=[0.12, 0.88])),
        glossy=float(rng.choice([0, 1], p=[0.82, 0.18])),
    )


def pick_shape(rng: Generator, size: int) -> Shape:
    """Height and width of the photo before it is squeezed: other than square in 40 %."""
    aspect = np.exp(rng.uniform(np.log(0.6), np.log(1.6))) if rng.random() < 0.4 else 1.0
    return round(size / np.sqrt(aspect)), round(size * np.sqrt(aspect))


def paint_backdrop(rng: Generator, setting: Setting, field: Field) -> np.ndarray:
    """What lies behind the products."""
    if setting.illustrated and setting.kind != 'clutter':
        return fill(field.shape, setting.backdrop)
    if setting.kind == 'studio':
        return studio(rng, field, setting.backdrop)
    if setting.kind == 'table':
        return table(rng, field, setting.backdrop)
    if setting.kind == 'pattern':
        return textured(rng, field, setting.backdrop)
    return surroundings(rng, setting, field)


def surroundings(rng: Generator, setting: Setting, field: Field) -> np.ndarray:
    """A room with other things in it, as a whole sharp or out of focus."""
    picture = room(rng, field)
    for _ in range(int(rng.choice([0, 1, 2, 3, 5]))):
        picture = add_neighbour(rng, setting, picture)
    return defocus(rng, field, picture)


def add_neighbour(rng: Generator, setting: Setting, picture: np.ndarray) -> np.ndarray:
    """Another thing that is not the product: smaller, or cut by the border, often dim."""
    cut = rng.random() < 0.5
    edge = [rng.choice([0.0, 1.0]) + rng.normal(0, 0.04), rng.random()]
    x, y = (edge if rng.random() < 0.6 else edge[::-1]) if cut else rng.random(2)
    spot = Spot(rng.uniform(0.12, 0.35) if cut else rng.uniform(0.06, 0.2), x, y)
    canvas = draw_product(rng, setting, pick_family(rng), spot, pick_palette(rng), picture.shape[:2])
    if rng.random() < 0.5:
        canvas.colour *= np.float32(rng.uniform(0.4, 0.95))
    return put_down(rng, setting, picture, canvas)


def pick_frame(rng: Generator, setting: Setting, spot: Spot, shape: Shape) -> Frame:
    """Position, turn and distortion of a product."""
    upright = setting.standing or rng.random() < 0.3
    turn = 0.04 * rng.standard_normal() if upright else rng.uniform(0, 2 * np.pi)
    return place(
        spot.reach * np.sqrt(shape[0] * shape[1]),
        spot.x * shape[1],
        spot.y * shape[0],
        turn,
        aspect=float(np.exp(0.15 * rng.standard_normal())),
        shear=0.1 * rng.standard_normal() if rng.random() < 0.3 else 0.0,
        perspective=rng.uniform(-0.2, 0.2) if rng.random() < 0.4 else 0.0,
        flip=bool(rng.random() < 0.5),
    )


def draw_product(rng: Generator, setting: Setting, family: Family, spot: Spot, palette: Palette, shape: Shape) -> Canvas:
    """One product on a canvas of its own."""
    canvas = blank(shape)
    light = replace(setting.light, ambient=min(setting.light.ambient, 0.6)) if setting.same_tone else setting.light
    family(Sketch(rng, canvas, pick_frame(rng, setting, spot, shape), light, palette, setting.illustrated))
    return canvas


def put_down(rng: Generator, setting: Setting, picture: np.ndarray, canvas: Canvas) -> np.ndarray:
    """The picture with a product and what it does to the light around."""
    if not setting.illustrated:
        if rng.random() < setting.shadows:
            picture = darken(rng, picture, canvas.alpha, setting.standing)
        if setting.standing and rng.random() < setting.glossy:
            picture = reflect(rng, picture, canvas)
    return canvas.colour + picture * (1 - canvas.alpha)[..., None]


def pick_spots(rng: Generator) -> list[Spot]:
    """One product, mostly central; or two to six side by side; some cropped by a border."""
    count = int(rng.choice([1, 2, 3, 4, 5, 6], p=[0.8, 0.1, 0.05, 0.02, 0.02, 0.01]))
    if count > 1:
        return group_spots(rng, count)
    if rng.random() < 0.09:
        return [cropped_spot(rng)]
    reach = log_uniform(rng, 0.12, 0.3) if rng.random() < 0.3 else rng.uniform(0.27, 0.44)
    drift = max(0.015, 0.5 - reach) * 0.35
    return [Spot(reach, 0.5 + drift * rng.standard_normal(), 0.5 + drift * rng.standard_normal())]


def cropped_spot(rng: Generator) -> Spot:
    """A product that one or two borders cut."""
    reach = rng.uniform(0.35, 0.65)
    x, y = 0.5 + rng.choice([-1, 0, 1]) * rng.uniform(0.15, 0.4), 0.5 + rng.choice([-1, 0, 1]) * rng.uniform(0.1, 0.4)
    return Spot(reach, x, y)


def group_spots(rng: Generator, count: int) -> list[Spot]:
    """Products side by side that may touch or overlap, the farthest first."""
    reach = rng.uniform(0.32, 0.6) / count**0.75
    columns = (np.arange(count) + 0.5) / count * rng.uniform(0.6, 1)
    columns += 0.5 - columns.mean()
    spots = [Spot(reach * rng.uniform(0.7, 1.25), x + 0.04 * rng.standard_normal(), rng.uniform(0.4, 0.62)) for x in columns]
    return sorted(spots, key=lambda spot: spot.y)


def pick_palettes(rng: Generator, setting: Setting, count: int) -> list[Palette]:
    """Palettes of the products, one for all or each its own."""
    def pick() -> Palette:
        return same_tone_palette(rng, setting.backdrop) if setting.same_tone else pick_palette(rng)
    shared = pick()
    return [shared if rng.random() < 0.5 else pick() for _ in range(count)]


def compose(rng: Generator, size: int) -> Layer:
    """A scene before the camera: colours (H, W, 3) and alpha (H, W), 0–1."""
    setting, shape = pick_setting(rng), pick_shape(rng, size)
    picture = paint_backdrop(rng, setting, picture_field(shape))
    spots = pick_spots(rng)
    family, alike = pick_family(rng), rng.random() < 0.5
    alpha = np.zeros(shape, np.float32)
    for spot, palette in zip(spots, pick_palettes(rng, setting, len(spots))):
        canvas = draw_product(rng, setting, family if alike else pick_family(rng), spot, palette, shape)
        picture = put_down(rng, setting, picture, canvas)
        alpha = canvas.alpha + alpha * (1 - canvas.alpha)
    if rng.random() < 0.12:
        picture = camera.vignette(rng, picture)
    return picture, alpha


def render(rng: Generator, size: int) -> Layer | None:
    """A photo (size, size, 3) and its alpha (size, size), uint8; None when the product is too small or too large."""
    picture, alpha = compose(rng, size)
    if not COVERAGE[0] < float(alpha.mean()) < COVERAGE[1]:
        return None
    picture = camera.develop(rng, picture)
    pair = tuple((np.clip(p, 0, 1) * 255 + 0.5).astype(np.uint8) for p in (picture, alpha))
    if pair[1].shape != (size, size):
        pair = camera.squeeze(pair, size)
    photo, matte = camera.focus(rng, *pair)
    return camera.record(rng, photo), matte


def render_row(seed: int, row: int, size: int) -> Layer:
    """The picture of a row; it depends on seed, row and size alone."""
    attempt = 0
    while True:
        pair = render(np.random.default_rng([seed, row, attempt]), size)
        if pair is not None:
            return pair
        attempt += 1
