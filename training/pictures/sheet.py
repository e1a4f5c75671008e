"""A contact sheet: every photo above its cut-out on magenta."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from .scene import render_row

MAGENTA = np.array([255, 0, 255], np.float32)


def cut_out(photo: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """The photo (H, W, 3) on magenta where alpha (H, W) lets it through, uint8."""
    weight = alpha[..., None].astype(np.float32) / 255
    return (photo * weight + MAGENTA * (1 - weight) + 0.5).astype(np.uint8)


def draw_sheet(path: Path, count: int, size: int, seed: int, columns: int = 10) -> None:
    """Write a sheet of `count` pictures of `size` pixels."""
    lines = -(-count // columns)
    sheet = Image.new('RGB', (columns * size, lines * 2 * size))
    for row in range(count):
        photo, alpha = render_row(seed, row, size)
        left, top = row % columns * size, row // columns * 2 * size
        sheet.paste(Image.fromarray(photo), (left, top))
        sheet.paste(Image.fromarray(cut_out(photo, alpha)), (left, top + size))
    sheet.save(path)
