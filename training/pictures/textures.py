"""Surface colours: each texture paints float32 (height, width, 3) in 0–1 over a field of positions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageDraw

from .colours import pick_colour, vary
from .noise import Shape, blend, fractal_noise, value_noise


@dataclass(frozen=True)
class Field:
    """Positions `x`, `y` (height, width) in lengths of which one is `scale` pixels long."""

    x: np.ndarray
    y: np.ndarray
    scale: float

    @property
    def shape(self) -> Shape:
        """Height and width in pixels."""
        return self.x.shape

    def along(self, angle: float) -> np.ndarray:
        """Distance in the direction of an angle (radians)."""
        return self.x * np.float32(np.cos(angle)) + self.y * np.float32(np.sin(angle))

    def noise(self, rng: Generator, cell: float, octaves: int = 1) -> np.ndarray:
        """Noise whose blobs are `cell` lengths wide."""
        return fractal_noise(rng, self.shape, max(1.0, cell * self.scale), octaves)


Texture = Callable[[Generator, Field, np.ndarray, np.ndarray], np.ndarray]


def log_uniform(rng: Generator, low: float, high: float) -> float:
    """A length between two lengths, every scale equally likely."""
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def wave(rng: Generator, field: Field, period: float, warp: float = 0.0, angle: float | None = None) -> np.ndarray:
    """Phase in radians that advances 2π per `period`, warped by up to `warp` periods."""
    angle = rng.uniform(0, np.pi) if angle is None else angle
    phase = field.along(angle) * np.float32(2 * np.pi / period) + rng.uniform(0, 6.28)
    if warp:
        phase = phase + 2 * np.pi * warp * field.noise(rng, rng.uniform(0.3, 0.8))
    return phase.astype(np.float32)


def mixed(base: np.ndarray, second: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """A blend of two plain colours by a weight clipped to 0–1."""
    return blend(base, second, np.clip(weight, 0, 1).astype(np.float32))


def plain(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """One colour, hardly uneven."""
    return base * (1 + 0.03 * value_noise(rng, field.shape, max(field.shape) / 3))[..., None]


def gradient(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Two colours that run into each other."""
    t = field.along(rng.uniform(0, np.pi))
    return mixed(base, second, (t - t.min()) / (np.ptp(t) + 1e-6))


def clouds(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Soft patches of two colours."""
    return mixed(base, second, 0.5 + 0.5 * field.noise(rng, log_uniform(rng, 0.05, 0.5), 5))


def stripes(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Stripes, straight or wavy, hard or soft."""
    phase = wave(rng, field, log_uniform(rng, 0.03, 0.5), rng.choice([0, 0, 0.5]), snapped_angle(rng))
    return mixed(base, second, 0.5 + np.sin(phase) * rng.uniform(0.6, 8) + rng.uniform(-1, 1))


def snapped_angle(rng: Generator) -> float:
    """Mostly upright or level, else any angle."""
    return float(rng.choice([0, np.pi / 2])) if rng.random() < 0.7 else rng.uniform(0, np.pi)


def tartan(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Crossing stripes of two periods."""
    angle, period = snapped_angle(rng), log_uniform(rng, 0.08, 0.5)
    result = base * np.ones((*field.shape, 1), np.float32)
    for turn, width in ((0, 1.0), (np.pi / 2, 1.0), (0, 0.5), (np.pi / 2, 0.5)):
        phase = wave(rng, field, period * width, 0, angle + turn)
        band = np.clip(4 * np.sin(phase) - rng.uniform(0, 3), 0, 1)
        result = blend(result, second if width == 1 else vary(rng, second, 0.3), band * 0.45)
    return result


def checks(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """A chequerboard."""
    angle, period = snapped_angle(rng), log_uniform(rng, 0.06, 0.5)
    product = np.sin(wave(rng, field, period, 0, angle)) * np.sin(wave(rng, field, period, 0, angle + np.pi / 2))
    return mixed(base, second, 0.5 + product * 6)


def dots(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """A raster of dots."""
    angle, period = rng.uniform(0, 3), log_uniform(rng, 0.04, 0.4)
    total = np.sin(wave(rng, field, period, 0, angle)) + np.sin(wave(rng, field, period, 0, angle + np.pi / 2))
    return mixed(base, second, (total - rng.uniform(0.2, 1.3)) * 5)


def weave(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Cloth of visible threads."""
    period = max(log_uniform(rng, 0.015, 0.08), 2.5 / field.scale)
    threads = np.sin(wave(rng, field, period, 0.1, 0)) * np.sin(wave(rng, field, period, 0.1, np.pi / 2))
    depth = rng.uniform(0.08, 0.3)
    uneven = 0.08 * value_noise(rng, field.shape, 2.0, rng.choice([0.3, 1, 6]))
    return base * (1 + depth * threads + uneven)[..., None]


def wood(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Growth rings and fibres along one direction."""
    level = rng.random() < 0.5
    rings = np.sin(wave(rng, field, log_uniform(rng, 0.06, 0.3), rng.uniform(0.5, 2), np.pi / 2 if level else 0))
    ratio = 0.06 if level else 16.0
    cell = max(2.0, 0.3 * field.scale)
    fibres = value_noise(rng, field.shape, cell if level else cell / 16, ratio)
    return mixed(base, base * rng.uniform(0.5, 0.85), 0.45 + 0.3 * rings + 0.25 * fibres)


def leather(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Creased grain."""
    grain = np.abs(field.noise(rng, log_uniform(rng, 0.015, 0.08), 2)) - 0.4
    return base * (1 + rng.uniform(0.15, 0.4) * grain)[..., None]


def marble(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Thin warped veins."""
    veins = 1 - np.abs(np.sin(wave(rng, field, rng.uniform(0.4, 1.2), rng.uniform(0.4, 1.2)))) * rng.uniform(2, 6)
    return mixed(base, second, veins * rng.uniform(0.3, 1))


def camouflage(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Hard patches of three colours."""
    level = field.noise(rng, log_uniform(rng, 0.08, 0.5), 2)
    result = mixed(base, second, (level - 0.1) * 30)
    return blend(result, vary(rng, second, 0.3), np.clip((-0.3 - level) * 30, 0, 1))


def grain(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Pixel by pixel unevenness: sponge, felt, stone."""
    cell = log_uniform(rng, 1.0, max(1.1, 0.02 * field.scale))
    return base * (1 + rng.uniform(0.04, 0.25) * value_noise(rng, field.shape, cell))[..., None]


def zigzag(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Chevrons."""
    period = log_uniform(rng, 0.1, 0.4)
    teeth = np.abs((field.x * (1 / period)) % 2 - 1) * period
    return mixed(base, second, 0.5 + 5 * np.sin((field.y + teeth) * (6.28 / period / rng.uniform(0.4, 1.2))))


def brushed(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Metal that mirrors soft bright and dark bands."""
    bands = np.sin(wave(rng, field, rng.uniform(0.4, 1.8), rng.uniform(0, 0.3)))
    scratches = 0.05 * value_noise(rng, field.shape, 1.5, rng.choice([0.05, 20]))
    return mixed(base * 0.45, np.clip(base * 1.4 + 0.15, 0, 1), 0.5 + 0.6 * bands + scratches)


def print_shapes(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Scattered discs and boxes."""
    height, width = field.shape
    image = Image.new('L', (width, height))
    draw = ImageDraw.Draw(image)
    reach = log_uniform(rng, 0.03, 0.2) * field.scale
    for _ in range(int(rng.integers(4, 40))):
        x, y, q = rng.random() * width, rng.random() * height, reach * rng.uniform(0.5, 1.5)
        shape = draw.ellipse if rng.random() < 0.6 else draw.rectangle
        shape([x - q, y - q * 0.8, x + q, y + q * 0.8], fill=int(rng.integers(80, 256)))
    return mixed(base, second, np.asarray(image).astype(np.float32) / 255)


def speckles(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Glaze or terrazzo with sparse specks."""
    level = field.noise(rng, log_uniform(rng, 0.012, 0.06))
    return mixed(base, second, (level - rng.uniform(0.7, 1.4)) * 4)


def quilt(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Stitched diamonds that bulge."""
    period = log_uniform(rng, 0.1, 0.35)
    across = [np.abs(np.sin(wave(rng, field, period * 2, 0, a))) for a in (np.pi / 4, -np.pi / 4)]
    return base * (0.65 + 0.4 * np.minimum(*across) ** 0.5)[..., None]


def ribbed(rng: Generator, field: Field, base: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Fine ribs: knit, corduroy, fluted plastic."""
    period = max(log_uniform(rng, 0.03, 0.12), 3 / field.scale)
    ribs = np.sin(wave(rng, field, period, 0, rng.choice([0, np.pi / 2])))
    return base * (0.9 + rng.uniform(0.06, 0.25) * ribs)[..., None]


TEXTURES: dict[str, tuple[Texture, float]] = {
    'plain': (plain, 0.3),
    'gradient': (gradient, 0.08),
    'clouds': (clouds, 0.06),
    'stripes': (stripes, 0.06),
    'tartan': (tartan, 0.02),
    'checks': (checks, 0.02),
    'dots': (dots, 0.025),
    'weave': (weave, 0.08),
    'wood': (wood, 0.06),
    'leather': (leather, 0.06),
    'marble': (marble, 0.025),
    'camouflage': (camouflage, 0.02),
    'grain': (grain, 0.06),
    'zigzag': (zigzag, 0.01),
    'brushed': (brushed, 0.03),
    'print': (print_shapes, 0.03),
    'speckles': (speckles, 0.03),
    'quilt': (quilt, 0.015),
    'ribbed': (ribbed, 0.035),
}
NAMES = list(TEXTURES)
WEIGHTS = np.array([weight for _, weight in TEXTURES.values()])


def paint_texture(
    rng: Generator, field: Field, base: np.ndarray, kind: str | None = None, second: np.ndarray | None = None
) -> np.ndarray:
    """A texture of TEXTURES (by weight unless named) in a colour, with a second colour where it has one."""
    kind = kind or NAMES[rng.choice(len(NAMES), p=WEIGHTS / WEIGHTS.sum())]
    if second is None:
        second = vary(rng, base, 0.25) if rng.random() < 0.6 else pick_colour(rng)
    painted = TEXTURES[kind][0](rng, field, base.astype(np.float32), second.astype(np.float32)).astype(
        np.float32, copy=False
    )
    return np.clip(painted, 0, 1, out=painted)
