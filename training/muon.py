"""Muon (Jordan 2024): momentum whose steps are orthogonal matrices, as long as AdamW's would be (Liu et al. 2025)."""

from collections.abc import Iterable

import torch
from torch import Tensor

#: Of the quintic iteration that brings all singular values near 1, and how often it is repeated.
QUINTIC, ROUNDS = (3.4445, -4.7750, 2.0315), 5
#: Root mean square of a step, as a share of the rate: what AdamW's steps have.
LENGTH = 0.2


class Muon(torch.optim.Optimizer):
    """For weights of two dimensions or more; all but the first are taken as one."""

    def __init__(self, weights: Iterable[Tensor], lr: float, weight_decay: float, momentum: float = 0.95):
        super().__init__(weights, {'lr': lr, 'weight_decay': weight_decay, 'momentum': momentum})

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            for weight in group['params']:
                if weight.grad is not None:
                    self.move(weight, group['lr'], group['weight_decay'], group['momentum'])

    def move(self, weight: Tensor, rate: float, decay: float, momentum: float) -> None:
        state = self.state[weight]
        mean = state.setdefault('mean', torch.zeros_like(weight))
        mean.lerp_(weight.grad, 1 - momentum)
        ahead = weight.grad.lerp(mean, momentum)
        rows, columns = weight.shape[0], weight[0].numel()
        weight.mul_(1 - rate * decay)
        weight.add_(orthogonalize(ahead), alpha=-rate * LENGTH * max(rows, columns) ** 0.5)


def orthogonalize(gradient: Tensor) -> Tensor:
    """The nearest matrix whose singular values are all about 1."""
    a, b, c = QUINTIC
    x = gradient.reshape(gradient.shape[0], -1)
    tall = x.shape[0] > x.shape[1]
    x = x.T if tall else x
    x = x / (x.norm() + 1e-7)
    for _ in range(ROUNDS):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return (x.T if tall else x).reshape(gradient.shape)
