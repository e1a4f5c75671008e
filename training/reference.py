"""
Writes what a network says of one picture, for the package's tests:
`python3 -m training.reference mask training/mask.pt test/engines/local/mask-net-reference.json`.

The picture is the one that `test/engines/local/nets.ts` draws; the numbers are float32, as in training.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .features import describe_detail, describe_picture, fit_border
from .networks import NETWORKS

SIDE = 256
#: Every so many numbers one is written: steps that are no multiple of a row.
ANSWER_STEP, FEATURE_STEP = 677, 16001
#: `MASK_SHARE` of `src/engines/local/alpha/detail.ts`.
MASK_SHARE = 0.6


def draw_picture() -> Tensor:
    """A red, striped ellipse on a grey sheet: [1, 3, 256, 256], 0 to 1."""
    y, x = np.mgrid[:SIDE, :SIDE].astype(float)
    inside = np.hypot((x - 130) / 60, (y - 120) / 80) < 1
    stripes, sheet = 20 * np.sin(x / 9), 230 - x / 10 - y / 20
    levels = [np.where(inside, level + stripes, sheet + c * 3) for c, level in enumerate((180, 60, 40))]
    return torch.from_numpy(np.floor(np.stack(levels) + 0.5) / 255)[None].float()


def draw_guesses() -> Tensor:
    """What the alpha network is told: a wider, soft ellipse, nowhere quite 0, and its mask: [1, 2, 256, 256]."""
    y, x = np.mgrid[:SIDE, :SIDE].astype(float)
    probability = np.clip(1.6 - np.hypot((x - 130) / 60, (y - 120) / 80), 0.04, 0.96)
    mask = probability > 0.5
    return torch.from_numpy(np.stack([probability + MASK_SHARE * (mask - probability), mask]))[None].float()


def describe(network: str) -> Tensor:
    """The features of the picture."""
    picture = draw_picture()
    if network == 'mask':
        return describe_picture(picture)
    return describe_detail(picture, *fit_border(picture), draw_guesses())


def sample(values: Tensor, step: int) -> list[list[float]]:
    flat = values.flatten()
    return [[i, round(float(flat[i]), 7)] for i in range(step // 2, len(flat), step)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('network', choices=NETWORKS)
    parser.add_argument('weights', type=Path)
    parser.add_argument('out', type=Path)
    options = parser.parse_args()
    net = NETWORKS[options.network]().eval()
    net.load_state_dict(torch.load(options.weights))
    with torch.no_grad():
        features = describe(options.network)
        answer = torch.sigmoid(net(features))
    reference = {
        'about': 'What training/reference.py says of the picture that nets.ts draws, with float32 weights.',
        'mean': round(float(answer.mean()), 6),
        'answer': sample(answer, ANSWER_STEP),
        'features': sample(features, FEATURE_STEP),
    }
    options.out.write_text(json.dumps(reference, indent=2) + '\n')


if __name__ == '__main__':
    main()
