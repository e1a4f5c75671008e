"""Trains the refinement network: `python3 -m training.train_refine --pool pool.npy --mask mask.pt --minutes 60 --out refine.pt`.

It learns on windows of pictures, at the sizes and from the priors that it meets in use: the mask network's probability,
at once and enlarged, and its own answer at half the size, enlarged.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor, nn
from torch.nn import functional as F

from .features import Surroundings, Window, describe_edges, describe_picture, survey
from .fitting import HALF, Fitting, load_weights, run_half
from .networks import MaskNet, RefineNet
from .pools import Pools, shrink, vary

#: Pixels a side of what the mask network sees, and of the windows learnt on.
SIDE, WINDOW = 256, 128
#: How far the refinement network looks.
MARGIN = 24
#: Alphas between these are unsettled; so is what lies within REACH pixels of them.
SETTLED, REACH = (5.5 / 255, 249.5 / 255), 4
#: What settled pixels count beside unsettled ones.
SETTLED_WEIGHT = 0.03
#: Windows of each picture, by the prior they have.
PRIORS = ("enlarged", "as it is", "refined", "refined")
PICTURES = 5


@dataclass(frozen=True)
class Scene:
    """A picture [1, 3, S, S], its alpha, and what the mask network says of it."""

    picture: Tensor
    alpha: Tensor
    probability: Tensor
    around: Surroundings

    def halve(self) -> "Scene":
        picture, alpha = F.avg_pool2d(self.picture, 2), F.avg_pool2d(self.alpha, 2)
        return Scene(picture, alpha, self.probability, self.around)


@dataclass(frozen=True)
class Sample:
    """What the network sees of windows, their prior alpha and their true one: [B, C, 128, 128] each."""

    seen: Tensor
    prior: Tensor
    truth: Tensor


def main() -> None:
    options = parse_options()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    pools = Pools(options.pool)
    mask = load_weights(MaskNet(), options.mask).to(memory_format=torch.channels_last).eval()
    fitting = Fitting(load_weights(RefineNet(), options.init), options.minutes, options.rate, clip=1.0, decay=1e-3)
    held_out = look(mask, pools.held_out(32))
    while fitting.progress() < 1:
        if fitting.steps % 50 == 0:
            pools.refresh()
        fitting.take_step(measure_loss(fitting.net, draw_batch(pools, mask, fitting.average, rng)))
        if fitting.steps % 500 == 1:
            report(fitting, held_out, options.out)
    report(fitting, held_out, options.out)


def look(mask: nn.Module, pictures: list[Tensor]) -> list[Scene]:
    """Shows pictures [1, 4, S, S] to the mask network."""
    small = torch.cat([shrink(picture, SIDE)[:, :3] for picture in pictures])
    probability = torch.sigmoid(run_half(mask, describe_picture(small)))
    around = survey(small, probability)
    return [
        Scene(
            picture[:, :3],
            picture[:, 3:],
            probability[i : i + 1],
            Surroundings(around.backdrop[i : i + 1], around.product[i : i + 1]),
        )
        for i, picture in enumerate(pictures)
    ]


def draw_batch(pools: Pools, mask: nn.Module, refine: nn.Module, rng: Generator) -> Sample:
    pictures = [resize(vary(pools.draw(rng), rng), rng) for _ in range(PICTURES)]
    samples = [
        draw_sample(scene, half, prior, refine, rng)
        for scene, half in [(scene, scene.halve()) for scene in look(mask, pictures)]
        for prior in PRIORS
    ]
    return Sample(*(torch.cat([getattr(sample, name) for sample in samples]) for name in ("seen", "prior", "truth")))


def resize(picture: Tensor, rng: Generator) -> Tensor:
    """Often a little smaller, since enlargements are not by two each time."""
    side = picture.shape[2]
    return picture if rng.random() < 0.6 else shrink(picture, 2 * int(rng.integers(int(0.37 * side), side // 2 + 1)))


def draw_sample(scene: Scene, half: Scene, kind: str, refine: nn.Module, rng: Generator) -> Sample:
    """A window near an edge, or near what the mask network gets wrong."""
    level = half if kind == "as it is" else scene
    prior = enlarge(level.probability, level.picture.shape[2])
    window = pick_window(level.alpha, prior, rng)
    near = refine_half(half, window, refine) if kind == "refined" else window.cut(prior)
    picture = window.cut(level.picture)
    return Sample(describe_edges(picture, near, level.around, window), near, window.cut(level.alpha))


def enlarge(alpha: Tensor, side: int) -> Tensor:
    return F.interpolate(alpha, size=(side, side), mode="bilinear", align_corners=False)


def pick_window(alpha: Tensor, prior: Tensor, rng: Generator) -> Window:
    side = alpha.shape[2]
    places = (((alpha > 0.02) & (alpha < 0.98)) | ((prior - alpha).abs() > 0.1))[0, 0].nonzero()
    row, column = (int(at) for at in (places[rng.integers(len(places))] if len(places) else rng.integers(0, side, 2)))
    start = [int(np.clip(at - rng.integers(20, WINDOW - 20), 0, side - WINDOW)) // 4 * 4 for at in (row, column)]
    return Window(side, start[0], start[1], WINDOW, WINDOW)


def refine_half(half: Scene, window: Window, refine: nn.Module) -> Tensor:
    """The network's own answer at half the size, enlarged, as the prior of a window of the whole."""
    side = half.picture.shape[2]
    top, left = (max(0, at // 2 - MARGIN) // 4 * 4 for at in (window.top, window.left))
    bottom, right = (min(side, at // 2 + WINDOW // 2 + MARGIN) for at in (window.top, window.left))
    part = Window(side, top, left, (bottom - top) // 4 * 4, (right - left) // 4 * 4)
    prior = part.cut(enlarge(half.probability, side))
    answer = refine_window(refine, part.cut(half.picture), prior, half.around, part)
    double = F.interpolate(answer, scale_factor=2, mode="bilinear", align_corners=False)
    inside = Window(2 * side, window.top - 2 * top, window.left - 2 * left, WINDOW, WINDOW)
    return inside.cut(F.pad(double, (0, 8, 0, 8), mode="replicate"))


def refine_window(refine: nn.Module, picture: Tensor, prior: Tensor, around: Surroundings, window: Window) -> Tensor:
    """As in use: the network's answer where the prior is unsettled, the prior elsewhere."""
    answer = stretch(run_half(refine, describe_edges(picture, prior, around, window)))
    unknown = find_unknown(prior)
    return answer.clamp(0, 1) * unknown + prior * (1 - unknown)


def stretch(logits: Tensor) -> Tensor:
    """So that the network can say 0 and 1."""
    return 1.02 * torch.sigmoid(logits) - 0.01


def find_unknown(prior: Tensor) -> Tensor:
    unsettled = ((prior > SETTLED[0]) & (prior < SETTLED[1])).float()
    return F.max_pool2d(unsettled, 2 * REACH + 1, 1, REACH)


def measure_loss(net: nn.Module, batch: Sample) -> Tensor:
    """Absolute error of alpha and of its gradient, where it is asked for."""
    with torch.autocast("cpu", dtype=HALF):
        logits = net(batch.seen.contiguous(memory_format=torch.channels_last))
    alpha = stretch(logits.float())
    weight = find_unknown(batch.prior) + SETTLED_WEIGHT
    across = weight[..., 1:] * (step_across(alpha) - step_across(batch.truth)).abs()
    down = weight[..., 1:, :] * (step_down(alpha) - step_down(batch.truth)).abs()
    return ((weight * (alpha - batch.truth).abs()).sum() + across.sum() + down.sum()) / (weight.sum() + 1)


def step_across(alpha: Tensor) -> Tensor:
    return alpha[..., 1:] - alpha[..., :-1]


def step_down(alpha: Tensor) -> Tensor:
    return alpha[..., 1:, :] - alpha[..., :-1, :]


def report(fitting: Fitting, held_out: list[Scene], out: Path) -> None:
    """Keeps the average weights; prints SAD and gradient error, per thousand pixels, before and after refinement."""
    torch.save(fitting.average.state_dict(), out)
    before, after = [], []
    for scene in held_out:
        side = scene.picture.shape[2]
        half = scene.halve()
        small = refine_whole(fitting.average, half, enlarge(scene.probability, side // 2))
        before.append(measure_errors(enlarge(scene.probability, side), scene.alpha))
        after.append(measure_errors(refine_whole(fitting.average, scene, enlarge(small, side)), scene.alpha))
    # Where the mask itself is wrong, no refinement can help: the median leaves those out.
    figures = {name: np.median(errors, 0).round(3).tolist() for name, errors in (("before", before), ("after", after))}
    print(json.dumps({"progress": round(fitting.progress(), 3), "steps": fitting.steps, **figures}), flush=True)


def refine_whole(net: nn.Module, scene: Scene, prior: Tensor) -> Tensor:
    side = scene.picture.shape[2]
    return refine_window(net, scene.picture, prior, scene.around, Window(side, 0, 0, side, side))


def measure_errors(alpha: Tensor, truth: Tensor) -> list[float]:
    gradient = ((step_across(alpha) - step_across(truth)) ** 2).sum() + ((step_down(alpha) - step_down(truth)) ** 2).sum()
    return [float((alpha - truth).abs().sum()) / 1000, float(gradient) / 1000]


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pool", type=Path, action="append", required=True, help="a pool of pictures; may be repeated")
    parser.add_argument("--mask", required=True, help="weights of the mask network")
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--out", type=Path, required=True, help="weights, written every 500 steps")
    parser.add_argument("--init", help="weights to go on from")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
