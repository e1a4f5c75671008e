"""Colours and palettes. A colour is a float32 array of shape (3,), RGB in 0–1."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

# Tone → (hue range, saturation range, value range, weight among all colours).
TONES: dict[str, tuple[tuple[float, float], tuple[float, float], tuple[float, float], float]] = {
    'vivid': ((0, 1), (0.55, 1), (0.4, 1), 0.17),
    'muted': ((0, 1), (0.2, 0.55), (0.3, 0.75), 0.12),
    'pastel': ((0, 1), (0.08, 0.35), (0.75, 1), 0.1),
    'white': ((0, 1), (0, 0.05), (0.86, 1), 0.16),
    'grey': ((0, 1), (0, 0.1), (0.25, 0.8), 0.1),
    'black': ((0, 1), (0, 0.25), (0.02, 0.17), 0.14),
    'brown': ((0.03, 0.12), (0.25, 0.75), (0.2, 0.8), 0.12),
    'beige': ((0.06, 0.13), (0.08, 0.3), (0.7, 0.95), 0.05),
    'green': ((0.2, 0.42), (0.3, 0.8), (0.2, 0.7), 0),
    'gold': ((0.09, 0.14), (0.35, 0.65), (0.65, 0.95), 0),
    'silver': ((0.5, 0.65), (0, 0.06), (0.6, 0.9), 0),
    'skin': ((0.02, 0.09), (0.2, 0.6), (0.3, 0.95), 0),
    'dark': ((0, 1), (0.3, 0.9), (0.08, 0.35), 0.04),
}
NAMES = list(TONES)
WEIGHTS = np.array([row[3] for row in TONES.values()])


def from_hsv(hue: float, saturation: float, value: float) -> np.ndarray:
    """RGB colour of a hue (turns, any real), saturation and value (clipped to 0–1)."""
    clipped = [min(1.0, max(0.0, x)) for x in (saturation, value)]
    return np.array(colorsys.hsv_to_rgb(hue % 1, *clipped), np.float32)


def pick_colour(rng: Generator, tone: str | None = None) -> np.ndarray:
    """A random colour of a tone of TONES, or of any tone by weight."""
    tone = tone or NAMES[rng.choice(len(NAMES), p=WEIGHTS / WEIGHTS.sum())]
    hue, saturation, value, _ = TONES[tone]
    return from_hsv(rng.uniform(*hue), rng.uniform(*saturation), rng.uniform(*value))


def vary(rng: Generator, colour: np.ndarray, spread: float) -> np.ndarray:
    """A neighbour of a colour: lightness moves by about `spread`, each channel by half of it."""
    moved = colour + spread * (0.5 * rng.standard_normal(3) + 0.7 * rng.standard_normal())
    return np.clip(moved, 0, 1).astype(np.float32)


def offset_tone(rng: Generator, colour: np.ndarray, low: float, high: float) -> np.ndarray:
    """A colour lighter or darker than another by `low` to `high` in every channel, nearly the same hue."""
    sign = -1 if colour.mean() > 0.85 else 1 if colour.mean() < 0.08 else rng.choice([-1, 1])
    moved = colour + sign * rng.uniform(low, high) + 0.006 * rng.standard_normal(3)
    return np.clip(moved, 0, 1).astype(np.float32)


@dataclass(frozen=True)
class Palette:
    """The few colours of one product. `loyal` is the share of parts that keep to them."""

    colours: tuple[np.ndarray, ...]
    loyal: float = 0.75

    def main(self, rng: Generator) -> np.ndarray:
        """The colour of a body part."""
        if rng.random() < self.loyal:
            return self.colours[rng.integers(len(self.colours))]
        return pick_colour(rng)

    def accent(self, rng: Generator, tone: str | None = None) -> np.ndarray:
        """The colour of a detail: of a tone unless the palette is nearly of one tone only."""
        if rng.random() < max(0.2, self.loyal * 2 - 1.2):
            return self.colours[rng.integers(len(self.colours))]
        return pick_colour(rng, tone)


def pick_palette(rng: Generator) -> Palette:
    """Three unrelated or related colours."""
    first = pick_colour(rng)
    related = rng.random() < 0.4
    others = [vary(rng, first, 0.2) if related else pick_colour(rng) for _ in range(2)]
    return Palette((first, *others))


def same_tone_palette(rng: Generator, backdrop: np.ndarray) -> Palette:
    """Colours that differ from the backdrop by 1–6 %: white on white, black on black, beige on beige."""
    return Palette(tuple(offset_tone(rng, backdrop, 0.0, 0.06) for _ in range(3)), rng.choice([0.8, 0.95, 1.0]))
