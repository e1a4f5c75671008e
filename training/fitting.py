"""How a network is trained: the step, the learning rate, the running average of the weights."""

import copy
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import cos, pi

import torch
from torch import Tensor, distributed, nn

from .muon import Muon

#: Convolutions run in bfloat16 where the processor has instructions for it; the weights stay float32.
HALF = torch.bfloat16
#: Longest gradient that is followed as it is, and how strongly weights are pulled to nothing.
CLIP, DECAY = 5.0, 1e-2


@dataclass
class Fitting:
    """A network on its way: `average` (Polyak and Juditsky 1992) is what is kept."""

    net: nn.Module
    minutes: float
    rate: float
    start: float = field(default_factory=time.monotonic)
    steps: int = 0
    progress: float = 0

    def __post_init__(self) -> None:
        self.net = self.net.to(memory_format=torch.channels_last).train()
        self.average = copy.deepcopy(self.net).eval()
        filter_precisely(self.net)
        filter_precisely(self.average)
        self.optimizers = choose_optimizers(self.net, self.rate)

    def take_step(self, loss: Tensor) -> None:
        """Follows the loss: warm-up, then half a cosine."""
        warm_up = min(1, (self.steps + 1) / 200)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group['lr'] = self.rate * warm_up * (0.5 + 0.5 * cos(pi * min(1, self.progress))) + 1e-5
            optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.share()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), CLIP)
        for optimizer in self.optimizers:
            optimizer.step()
        self.steps += 1
        self.follow()

    def share(self) -> None:
        """Notes the share of the time that is over, and takes the mean of that and of the gradients over all workers."""
        self.progress = (time.monotonic() - self.start) / (60 * self.minutes)
        if not distributed.is_initialized():
            return
        gradients = [p.grad for p in self.net.parameters() if p.grad is not None]
        numbers = torch.cat([torch.tensor([self.progress]), *(gradient.reshape(-1) for gradient in gradients)])
        distributed.all_reduce(numbers)
        numbers /= distributed.get_world_size()
        self.progress = float(numbers[0])
        for gradient, mean in zip(gradients, numbers[1:].split([gradient.numel() for gradient in gradients])):
            gradient.copy_(mean.view(gradient.shape))

    def follow(self) -> None:
        """Moves the average towards the weights."""
        keep = min(0.998, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for mean, value in zip(self.average.state_dict().values(), self.net.state_dict().values()):
                if mean.dtype.is_floating_point:
                    mean.mul_(keep).add_(value, alpha=1 - keep)
                else:
                    mean.copy_(value)


def choose_optimizers(net: nn.Module, rate: float) -> list[torch.optim.Optimizer]:
    """Muon for the matrices that mix channels; AdamW for depthwise filters and, without decay, for what is one number a channel."""
    matrices = [layer.weight for layer in net.modules() if isinstance(layer, nn.Conv2d) and layer.groups == 1]
    mixed = {id(matrix) for matrix in matrices}
    others = [p for p in net.parameters() if id(p) not in mixed]
    groups = [
        {'params': [p for p in others if p.ndim > 1], 'weight_decay': DECAY},
        {'params': [p for p in others if p.ndim <= 1], 'weight_decay': 0},
    ]
    return [Muon(matrices, rate, DECAY), torch.optim.AdamW(groups, lr=rate)]


def filter_precisely(net: nn.Module) -> None:
    """Depthwise convolutions stay in float32, which is four times as fast for them as bfloat16."""
    for layer in net.modules():
        if isinstance(layer, nn.Conv2d) and layer.groups > 1:
            layer.forward = run_precisely(layer.forward)


def run_precisely(forward: Callable[[Tensor], Tensor]) -> Callable[[Tensor], Tensor]:
    def run(x: Tensor) -> Tensor:
        with torch.autocast('cpu', enabled=False):
            return forward(x.float())

    return run


def run_half(net: nn.Module, x: Tensor) -> Tensor:
    """Runs a network without learning, in bfloat16."""
    with torch.no_grad(), torch.autocast('cpu', dtype=HALF):
        return net(x.contiguous(memory_format=torch.channels_last)).float()


def load_weights(net: nn.Module, file: str | None) -> nn.Module:
    """The network with weights of an earlier training, where a file is given."""
    if file is not None:
        net.load_state_dict(torch.load(file))
    return net
