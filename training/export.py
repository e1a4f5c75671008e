"""Writes a trained network for the package: `python3 -m training.export mask training/mask.pt src/engines/local/weights/mask-net.bin`.

The file: the ASCII magic MNET; the header's length (uint32, little endian); the header (UTF-8 JSON, padded with spaces to
an even offset) with `inputChannels`, the `stride` that sides divide by, and `steps`; then every convolution's weights and
biases as float16. Value 0 is the input, step k makes value k + 1. Batch normalisation is folded into the convolution
before it, a ReLU is a flag of the step before it. `src/engines/local/net/` reads and runs it.
"""

import argparse
import json
import operator
from pathlib import Path

import numpy as np
import torch
from torch import fx, nn
from torch.nn import functional as F

from .networks import NETWORKS


class Writer:
    """Turns a traced network into steps and numbers."""

    def __init__(self, net: nn.Module):
        self.layers = dict(net.named_modules())
        self.ids: dict[fx.Node, int] = {}
        self.steps: list[dict] = []
        self.numbers: list[np.ndarray] = []

    def write(self, graph: fx.Graph) -> None:
        for node in graph.nodes:
            if node.op == 'placeholder':
                self.ids[node] = 0
            elif node.op != 'output':
                self.ids[node] = self.write_node(node)

    def write_node(self, node: fx.Node) -> int:
        """The id of the node's value; nodes that are folded into another's step have that one's."""
        layer = self.layers.get(str(node.target)) if node.op == 'call_module' else None
        source = self.ids[node.args[0]]
        if isinstance(layer, nn.BatchNorm2d):
            return self.fold(source, layer)
        if isinstance(layer, nn.ReLU) or node.target is F.relu:
            self.step_of(source)['relu'] = True
            return source
        return self.add_step(self.describe(node, layer, source))

    def describe(self, node: fx.Node, layer: nn.Module | None, source: int) -> dict:
        if isinstance(layer, nn.Conv2d):
            return self.describe_convolution(layer, source)
        if isinstance(layer, nn.PixelShuffle):
            return {'op': 'shuffle', 'from': source}
        if node.target is operator.add:
            return {'op': 'add', 'from': source, 'other': self.ids[node.args[1]]}
        if node.target is torch.cat:
            first, second = node.args[0]
            return {'op': 'concat', 'from': self.ids[first], 'other': self.ids[second]}
        if node.target is F.interpolate:
            return {'op': 'double', 'from': source}
        if node.target == 'mean':
            return {'op': 'mean', 'from': source}
        raise ValueError(f'no step for {node.format_node()}')

    def describe_convolution(self, layer: nn.Conv2d, source: int) -> dict:
        reach = layer.dilation[0] * (layer.kernel_size[0] - 1) // 2
        if layer.padding != (reach, reach):
            raise ValueError('a convolution must keep the size')
        weights = layer.weight.detach().double().numpy()
        bias = np.zeros(len(weights)) if layer.bias is None else layer.bias.detach().double().numpy()
        self.numbers.append(np.concatenate([weights.ravel(), bias]))
        return {
            'op': 'conv',
            'from': source,
            'offset': sum(len(block) for block in self.numbers[:-1]),
            'shape': list(weights.shape),
            'stride': layer.stride[0],
            'dilation': layer.dilation[0],
            'groups': layer.groups,
            'relu': False,
        }

    def fold(self, source: int, norm: nn.BatchNorm2d) -> int:
        """Scales and shifts the convolution that was just written, whose numbers are the last ones."""
        if self.step_of(source)['op'] != 'conv' or source != len(self.steps):
            raise ValueError('batch normalisation must follow a convolution')
        shape = self.step_of(source)['shape']
        weights, bias = np.split(self.numbers[-1], [-shape[0]])
        scale = (norm.weight / torch.sqrt(norm.running_var + norm.eps)).detach().double().numpy()
        shift = norm.bias.detach().double().numpy() - norm.running_mean.double().numpy() * scale
        scaled = weights.reshape(shape[0], -1) * scale[:, None]
        self.numbers[-1] = np.concatenate([scaled.ravel(), bias * scale + shift])
        return source

    def step_of(self, value: int) -> dict:
        return self.steps[value - 1]

    def add_step(self, step: dict) -> int:
        self.steps.append(step)
        return len(self.steps)


def encode(writer: Writer, channels: int, stride: int) -> bytes:
    writer.add_step({'op': 'sigmoid', 'from': len(writer.steps)})
    header = json.dumps({'inputChannels': channels, 'stride': stride, 'steps': writer.steps}, separators=(',', ':'))
    text = header.encode() + b' ' * (len(header) % 2)
    numbers = np.concatenate(writer.numbers).astype('<f2')
    if not np.isfinite(numbers).all():
        raise ValueError('a weight does not fit float16')
    return b'MNET' + len(text).to_bytes(4, 'little') + text + numbers.tobytes()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('network', choices=NETWORKS)
    parser.add_argument('weights', type=Path)
    parser.add_argument('out', type=Path)
    options = parser.parse_args()
    kind = NETWORKS[options.network]
    net = kind()
    net.load_state_dict(torch.load(options.weights))
    writer = Writer(net)
    writer.write(fx.symbolic_trace(net.eval()).graph)
    data = encode(writer, kind.CHANNELS, kind.STRIDE)
    options.out.write_bytes(data)
    print(f'{options.out}: {len(writer.steps)} steps, {len(data)} bytes')


if __name__ == '__main__':
    main()
