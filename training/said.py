"""
What the mask network says of a pool's pictures: `python3 -m training.said mask.pt pool.npy`. Writes `pool.npy.said.npy`,
uint8 (count, 512, 512), for `train_alpha`; pictures that are not rendered yet are left out, and asked of next time.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from numpy.lib.format import open_memmap
from numpy.random import Generator
from torch import Tensor, nn

from .features import describe_picture
from .fitting import filter_precisely, load_weights, run_half
from .looks import MARGIN, SIDE, cut_box, find_surroundings, scale_box
from .networks import MaskNet
from .pools import resize, to_tensor

#: Pixels a side of what is written.
SAID_SIDE = 512
#: Weight of the second look, as in use.
TRUST = 0.85
#: Sides of the second look, and how often: coarser ones than in use as well, since the network errs less on pictures like its own.
SECOND_SIDES, SHARES = (160, 256, 384), (0.15, 0.25, 0.6)


def say(net: nn.Module, picture: Tensor, rng: Generator) -> Tensor:
    """Two looks at `picture` [1, 4, S, S], as in use: [512, 512], 0 to 1."""
    whole = resize(picture, SIDE)
    first = torch.sigmoid(run_half(net, describe_picture(whole[:, :3])))
    box = find_surroundings(first[0, 0], (MARGIN,) * 4)
    side = int(rng.choice(SECOND_SIDES, p=SHARES))
    seen = resize(cut_box(picture, scale_box(box, SIDE, picture)), side)
    second = torch.sigmoid(run_half(net, describe_picture(seen[:, :3], resize(cut_box(first, box), side))))
    said = stretch(first, SAID_SIDE, SAID_SIDE)[0, 0]
    factor = SAID_SIDE // SIDE
    top, left, bottom, right = (factor * edge for edge in box)
    closer = stretch(second, bottom - top, right - left)[0, 0]
    said[top:bottom, left:right] = (1 - TRUST) * said[top:bottom, left:right] + TRUST * closer
    return said


def stretch(picture: Tensor, height: int, width: int) -> Tensor:
    return nn.functional.interpolate(picture, size=(height, width), mode='bilinear', align_corners=False)


def main() -> None:
    options = parse_options()
    torch.set_num_threads(1)
    net = load_weights(MaskNet(), options.weights).to(memory_format=torch.channels_last).eval()
    filter_precisely(net)
    pictures, done = np.load(options.pool, mmap_mode='r'), np.load(f'{options.pool}.done.npy', mmap_mode='r')
    said = open_answers(Path(f'{options.pool}.said.npy'), len(pictures))
    own, all_ = options.share
    for row in range(own, len(pictures), all_):
        if done[row] and not said[row].any():
            answer = say(net, to_tensor(pictures[row]), np.random.default_rng(row))
            said[row] = (answer * 255 + 0.5).clamp(1, 255).to(torch.uint8).numpy()


def open_answers(file: Path, count: int) -> np.ndarray:
    if not file.exists():
        open_memmap(file, mode='w+', dtype=np.uint8, shape=(count, SAID_SIDE, SAID_SIDE)).flush()
    return open_memmap(file, mode='r+')


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('weights')
    parser.add_argument('pool', type=Path)
    parser.add_argument('--share', type=int, nargs=2, default=(0, 1), help='number of this process, and how many there are')
    return parser.parse_args()


if __name__ == '__main__':
    main()
