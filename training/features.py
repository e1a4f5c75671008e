"""What the network sees. `src/engines/local/` computes the same numbers; change both or neither.

Pictures are float32 [B, 3, H, W], 0 to 1, sRGB as stored.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

#: The backdrop is fitted to the ring of this width around a copy of this many pixels a side.
GRID, RING = 32, 2
#: Pulls the surface towards the border's median colour.
RIDGE = (1e-3, 0.3, 0.3, 0.3, 0.3, 0.3)
ROUNDS = 8


def basis(height: int, width: int) -> Tensor:
    """1, u, v, u², uv, v² with u, v from -1 to 1: [H, W, 6]."""
    v = (torch.arange(height) + 0.5) / height * 2 - 1
    u = (torch.arange(width) + 0.5) / width * 2 - 1
    v, u = torch.meshgrid(v, u, indexing='ij')
    return torch.stack([torch.ones_like(u), u, v, u * u, u * v, v * v], -1)


def fit_border(pictures: Tensor) -> tuple[Tensor, Tensor]:
    """A quadratic surface through the border, robustly (Geman–McClure): backdrop [B, 3, H, W] and noise [B, 1, 1, 1]."""
    batch, _, height, width = pictures.shape
    inside = torch.zeros(GRID, GRID, dtype=torch.bool)
    inside[RING:-RING, RING:-RING] = True
    terms = basis(GRID, GRID)[~inside]
    ring = F.adaptive_avg_pool2d(pictures, GRID)[:, :, ~inside].transpose(1, 2)
    middle = ring.median(1, keepdim=True)[0]
    ring = ring - middle
    products = (terms[:, :, None] * terms[:, None, :]).reshape(-1, 36)
    ridge = torch.diag(torch.tensor(RIDGE))
    squares = ring.pow(2).sum(2)
    coefficients = torch.zeros(batch, 6, 3)
    for _ in range(ROUNDS):
        scale = squares.median(1, keepdim=True)[0].clamp_min(1e-5) * 4
        weights = (1 + squares / scale) ** -2
        matrix = torch.mm(weights, products).view(batch, 6, 6) + ridge
        coefficients = torch.linalg.solve(matrix, terms.t() @ (weights[..., None] * ring))
        squares = (ring - terms @ coefficients).pow(2).sum(2)
    noise = squares.median(1)[0].sqrt().clamp(0.004, 0.5).view(batch, 1, 1, 1)
    surface = coefficients.transpose(1, 2) @ basis(height, width).view(-1, 6).t()
    return surface.view(batch, 3, height, width) + middle.transpose(1, 2)[..., None], noise


def describe_picture(pictures: Tensor, first: Tensor | None = None) -> Tensor:
    """The mask network's input, [B, 11, H, W]. `first`: probabilities of a first look, [B, 1, H, W]; 0.5 says nothing."""
    batch, _, height, width = pictures.shape
    backdrop, noise = fit_border(pictures)
    difference = pictures - backdrop
    size = difference.pow(2).sum(1, keepdim=True).sqrt()
    place = basis(height, width)[..., 1:3].permute(2, 0, 1)[None].expand(batch, -1, -1, -1)
    return torch.cat(
        [
            pictures * 2 - 1,
            torch.tanh(4 * difference),
            torch.log1p(size / noise) / 3 - 0.5,
            torch.tanh(8 * noise).expand(batch, 1, height, width),
            place,
            torch.zeros_like(size) if first is None else first * 2 - 1,
        ],
        1,
    )


def describe_detail(colours: Tensor, backdrop: Tensor, noise: Tensor, guesses: Tensor) -> Tensor:
    """
    The alpha network's input, [B, 9, H, W], of any part of a picture. `backdrop`: there, of the surface that was fitted to the
    whole picture's border; `noise`: of that, [B, 1, 1, 1]; `guesses`: the mask network's
    probability, and the mask that was drawn by it, [B, 2, H, W].
    """
    difference = colours - backdrop
    size = difference.pow(2).sum(1, keepdim=True).sqrt()
    return torch.cat(
        [colours * 2 - 1, (4 * difference).clamp(-1, 1), size / (size + 4 * noise) * 2 - 1, guesses * 2 - 1], 1
    )
