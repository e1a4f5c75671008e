"""Writes what the network says of one picture, for the package's tests: `python3 -m training.reference mask.pt test/engines/local/mask-net-reference.json`.

The picture is the one that `test/engines/local/net.test.ts` draws; the numbers are float32, as in training.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .features import describe_picture
from .networks import MaskNet

SIDE = 256
#: Every so many numbers one is written: steps that are no multiple of a row.
PROBABILITY_STEP, FEATURE_STEP = 677, 16001


def draw_picture() -> Tensor:
    """A red, striped ellipse on a grey sheet: [1, 3, 256, 256], 0 to 1."""
    y, x = np.mgrid[:SIDE, :SIDE].astype(float)
    inside = np.hypot((x - 130) / 60, (y - 120) / 80) < 1
    stripes, sheet = 20 * np.sin(x / 9), 230 - x / 10 - y / 20
    levels = [np.where(inside, level + stripes, sheet + c * 3) for c, level in enumerate((180, 60, 40))]
    return torch.from_numpy(np.floor(np.stack(levels) + 0.5) / 255)[None].float()


def sample(values: Tensor, step: int) -> list[list[float]]:
    flat = values.flatten()
    return [[i, round(float(flat[i]), 7)] for i in range(step // 2, len(flat), step)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('weights', type=Path)
    parser.add_argument('out', type=Path)
    options = parser.parse_args()
    net = MaskNet().eval()
    net.load_state_dict(torch.load(options.weights))
    with torch.no_grad():
        features = describe_picture(draw_picture())
        probabilities = torch.sigmoid(net(features))
    reference = {
        'about': 'What training/reference.py says of the picture that net.test.ts draws, with float32 weights.',
        'meanProbability': round(float(probabilities.mean()), 6),
        'probabilities': sample(probabilities, PROBABILITY_STEP),
        'features': sample(features, FEATURE_STEP),
    }
    options.out.write_text(json.dumps(reference, indent=2) + '\n')


if __name__ == '__main__':
    main()
