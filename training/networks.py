"""The network of the embedded engine, which says where the product is.

A plain convolutional network, small enough for a package and built only from the steps that `export.py` can write down
and `src/engines/local/net/` can run: convolution (with batch normalisation folded in), addition, concatenation, bilinear
doubling, mean over the picture, pixel shuffle.
"""

from torch import Tensor, nn
from torch.nn import functional as F

#: RGB, the backdrop's difference (3), its size, the backdrop's noise, x, y, the first look: `features.describe_picture`.
MASK_CHANNELS = 11
#: RGB, the backdrop's difference (3), its size, the mask network's probability, the mask: `features.describe_detail`.
ALPHA_CHANNELS = 9


def convolve(inputs: int, outputs: int, kernel: int = 3, stride: int = 1) -> nn.Sequential:
    """Convolution, batch normalisation, ReLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


def double(x: Tensor) -> Tensor:
    """Twice the size, bilinear."""
    return F.interpolate(x, scale_factor=2, mode='bilinear', align_corners=False)


class Dense(nn.Module):
    """A residual 3 × 3 convolution (He et al. 2016)."""

    def __init__(self, channels: int):
        super().__init__()
        self.conv = convolve(channels, channels)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.conv(x)


class Separable(nn.Module):
    """A residual 5 × 5 depthwise convolution, then a mixture of channels (Chollet 2017)."""

    def __init__(self, channels: int, dilation: int = 1):
        super().__init__()
        self.filter = nn.Conv2d(channels, channels, 5, 1, 2 * dilation, dilation, channels, bias=False)
        self.norm = nn.BatchNorm2d(channels)
        self.mix = convolve(channels, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.mix(self.norm(self.filter(x)))


class Context(nn.Module):
    """Adds what the picture as a whole says to every pixel."""

    def __init__(self, channels: int):
        super().__init__()
        self.read = nn.Conv2d(channels, channels, 1)
        self.tell = nn.Conv2d(channels, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.tell(F.relu(self.read(x.mean((2, 3), keepdim=True))))


class MaskNet(nn.Module):
    """A U-Net (Ronneberger et al. 2015) over five halvings: [B, 11, H, W] → logits [B, 1, H, W]; sides divide by 32."""

    CHANNELS, STRIDE = MASK_CHANNELS, 32

    def __init__(self, inputs: int = MASK_CHANNELS, widths: tuple[int, ...] = (16, 32, 64, 96, 128)):
        super().__init__()
        a, b, c, d, e = widths
        self.stem = convolve(inputs, a, 3, 2)
        self.down4 = nn.Sequential(convolve(a, b, 3, 2), Dense(b))
        self.down8 = nn.Sequential(convolve(b, c, 3, 2), Dense(c), Dense(c))
        self.down16 = nn.Sequential(convolve(c, d, 3, 2), *(Separable(d) for _ in range(6)))
        self.down32 = nn.Sequential(
            nn.Conv2d(d, d, 3, 2, 1, groups=d, bias=False),
            nn.BatchNorm2d(d),
            convolve(d, e, 1),
            *(block for _ in range(3) for block in (Separable(e), Separable(e, 2), Context(e))),
        )
        self.narrow16, self.up16 = convolve(e, d, 1), nn.Sequential(*(Separable(d) for _ in range(4)))
        self.narrow8, self.up8 = convolve(d, c, 1), nn.Sequential(Dense(c), Dense(c))
        self.narrow4, self.up4 = convolve(c, b, 1), Dense(b)
        self.narrow2, self.up2 = convolve(b, a, 1), Dense(a)
        self.out = nn.Conv2d(a, 4, 3, 1, 1)
        self.coarse = nn.Conv2d(c, 1, 1)
        self.shuffle = nn.PixelShuffle(2)

    def forward(self, x: Tensor) -> Tensor:
        return self.decode(*self.encode(x))

    def forward_both(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Logits at full and, for training only, at an eighth of the size."""
        x2, x4, x8, x16, x32 = self.encode(x)
        y8 = self.climb8(x8, x16, x32)
        return self.finish(x2, x4, y8), self.coarse(y8)

    def encode(self, x: Tensor) -> tuple[Tensor, ...]:
        x2 = self.stem(x)
        x4 = self.down4(x2)
        x8 = self.down8(x4)
        x16 = self.down16(x8)
        return x2, x4, x8, x16, self.down32(x16)

    def decode(self, x2: Tensor, x4: Tensor, x8: Tensor, x16: Tensor, x32: Tensor) -> Tensor:
        return self.finish(x2, x4, self.climb8(x8, x16, x32))

    def climb8(self, x8: Tensor, x16: Tensor, x32: Tensor) -> Tensor:
        y16 = self.up16(double(self.narrow16(x32)) + x16)
        return self.up8(double(self.narrow8(y16)) + x8)

    def finish(self, x2: Tensor, x4: Tensor, y8: Tensor) -> Tensor:
        y4 = self.up4(double(self.narrow4(y8)) + x4)
        y2 = self.up2(double(self.narrow2(y4)) + x2)
        return self.shuffle(self.out(y2))


class AlphaNet(nn.Module):
    """A shallow U-Net over four halvings that sees detail: [B, 9, H, W] → logits of alpha [B, 1, H, W]; sides divide by 16."""

    CHANNELS, STRIDE = ALPHA_CHANNELS, 16

    def __init__(self, inputs: int = ALPHA_CHANNELS, widths: tuple[int, ...] = (16, 32, 48, 64)):
        super().__init__()
        a, b, c, d = widths
        self.stem = convolve(inputs, a, 3, 2)
        self.down4 = nn.Sequential(convolve(a, b, 3, 2), Separable(b))
        self.down8 = nn.Sequential(convolve(b, c, 3, 2), *(Separable(c) for _ in range(2)))
        self.down16 = nn.Sequential(convolve(c, d, 3, 2), *(Separable(d, k) for k in (1, 2, 4, 1, 2, 4)))
        self.narrow8, self.up8 = convolve(d, c, 1), nn.Sequential(*(Separable(c) for _ in range(2)))
        self.narrow4, self.up4 = convolve(c, b, 1), Dense(b)
        self.narrow2, self.up2 = convolve(b, a, 1), Dense(a)
        self.out = nn.Conv2d(a, 4, 3, 1, 1)
        self.shuffle = nn.PixelShuffle(2)
        self.keep = nn.Conv2d(inputs, 1, 1, bias=False)
        nn.init.zeros_(self.keep.weight)
        self.keep.weight.data[0, -2:] = 2.5

    def forward(self, x: Tensor) -> Tensor:
        """Changes what the mask network says."""
        x2 = self.stem(x)
        x4 = self.down4(x2)
        x8 = self.down8(x4)
        y8 = self.up8(double(self.narrow8(self.down16(x8))) + x8)
        y4 = self.up4(double(self.narrow4(y8)) + x4)
        y2 = self.up2(double(self.narrow2(y4)) + x2)
        return self.shuffle(self.out(y2)) + self.keep(x)


#: By the name that `export.py` and `reference.py` are told.
NETWORKS = {'mask': MaskNet, 'alpha': AlphaNet}
