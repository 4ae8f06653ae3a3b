#!/usr/bin/env python3
"""Makes the TorchScript templates beside it: graphs of the networks, without weights.

    PYTHONHASHSEED=0 /usr/bin/python3 models/templates/make_templates.py [FOLDER]

Authors need this (torch 1.13, as in Debian 12, whose archives later libtorch versions load); users never do:
import-models puts weights into these archives in Java. Same torch, same bytes.

Each graph is its network in a form that computes the same with fewer passes over memory (what the names of the
tensors mean, and how they follow from the trained ones, is in the classes below; Java computes that in double):

* Channels last throughout: channels are the contiguous axis, of weights too.
* A batch norm behind a convolution is part of the convolution, but for the four-view networks (ResidualColumn says why).
* relu(a x + b) = a clamp(x) + b, with clamp(x) = max(x, -b/a) where a > 0 and min(x, -b/a) where a < 0. So a norm and
  relu in front of a convolution without padding is one pass, clamp, and a, b are part of the convolution.
* Pooling by average changes places with the 1x1 convolution before it: a quarter of the multiplications.
* The features of a dense block share one buffer instead of being concatenated for every layer.
* 1x1 convolutions are matrix products.
* No type is written down: the type of the weights decides (float32, bfloat16, float16), except for the heads.

Scripted, not traced: a trace writes the type, the device and a class per layer into the archive.
"""

import io
import pathlib
import sys
import zipfile

import torch
import torch.nn.functional as F
from torch import nn

FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def filled(shape):
    return torch.rand(shape) * 0.1


class Convolution(nn.Module):
    """weight (out, in, k, k), channels last; bias (out) unless it is None."""

    def __init__(self, inputs, outputs, kernel, stride=1, padding=0, bias=True):
        super().__init__()
        weight = filled((outputs, kernel, kernel, inputs)).permute(0, 3, 1, 2)
        self.register_buffer("weight", weight)
        self.register_buffer("bias", filled((outputs,)) if bias else None)
        self.stride, self.padding = stride, padding

    def forward(self, x):
        return torch.conv2d(x, self.weight, self.bias, self.stride, self.padding)


class Pointwise(nn.Module):
    """A 1x1 convolution as a matrix product: weight (out, in), bias (out)."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.register_buffer("weight", filled((outputs, inputs)))
        self.register_buffer("bias", filled((outputs,)))

    def forward(self, x):
        return F.linear(x.permute(0, 2, 3, 1), self.weight, self.bias).permute(0, 3, 1, 2)


class Clamp(nn.Module):
    """low, high (1, channels, 1, 1): (-b/a, inf) where a > 0, (-inf, -b/a) where a < 0, (0, 0) where a = 0."""

    def __init__(self, channels):
        super().__init__()
        self.register_buffer("low", filled((1, channels, 1, 1)))
        self.register_buffer("high", filled((1, channels, 1, 1)))

    def forward(self, x):
        return torch.clamp(x, self.low, self.high)


class Scale(nn.Module):
    """A norm that stays by itself: x * scale + shift, both (1, channels, 1, 1), rounded as torch's own norm rounds."""

    def __init__(self, channels):
        super().__init__()
        self.register_buffer("scale", filled((1, channels, 1, 1)))
        self.register_buffer("shift", filled((1, channels, 1, 1)))

    def forward(self, x):
        return torch.addcmul(self.shift, x, self.scale)


class Norm(nn.Module):
    """A norm as torch computes it: all four (channels)."""

    def __init__(self, channels):
        super().__init__()
        for name in ("weight", "bias", "mean", "variance"):
            self.register_buffer(name, filled((channels,)))

    def forward(self, x):
        return torch.batch_norm(x, self.weight, self.bias, self.mean, self.variance, False, 0.0, 1e-5, False)


class Activation(nn.Module):
    """norm: a norm that stays by itself; then relu."""

    def __init__(self, channels):
        super().__init__()
        self.norm = Scale(channels)

    def forward(self, x):
        return torch.relu_(self.norm(x))


class Head(nn.Module):
    """A linear layer in float32, whatever the type of the rest: weight (out, in), bias (out)."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.register_buffer("weight", filled((outputs, inputs)))
        self.register_buffer("bias", filled((outputs,)))

    def forward(self, x):
        return F.linear(x, self.weight.float(), self.bias.float())


class PlainLayer(nn.Module):
    """norm1, conv1, norm2, conv2 as they are."""

    def __init__(self, channels, growth):
        super().__init__()
        self.norm1 = Activation(channels)
        self.conv1 = Pointwise(channels, 4 * growth)
        self.norm2 = Activation(4 * growth)
        self.conv2 = Convolution(4 * growth, growth, 3, padding=1, bias=False)

    def forward(self, x):
        return self.conv2(self.norm2(self.conv1(self.norm1(x))))


class FoldedLayer(nn.Module):
    """clamp: norm1 and relu. conv1: with norm1's scale and shift, then norm2. conv2 as it is."""

    def __init__(self, channels, growth):
        super().__init__()
        self.clamp = Clamp(channels)
        self.conv1 = Pointwise(channels, 4 * growth)
        self.conv2 = Convolution(4 * growth, growth, 3, padding=1, bias=False)

    def forward(self, x):
        return self.conv2(torch.relu_(self.conv1(self.clamp(x))))


class DenseBlock(nn.Module):
    """The layers, then end: norm and relu of the transition behind it, or norm5 and relu."""

    def __init__(self, channels, layers, growth, layer, end):
        super().__init__()
        self.channels, self.growth = channels, growth
        self.layers = nn.ModuleList(layer(channels + growth * i, growth) for i in range(layers))
        self.end = end(channels + growth * layers)

    def forward(self, x):
        total = self.channels + self.growth * len(self.layers)
        buffer = x.new_empty([x.size(0), x.size(2), x.size(3), total]).permute(0, 3, 1, 2)
        buffer[:, : self.channels].copy_(x)
        used = self.channels
        for layer in self.layers:
            buffer[:, used : used + self.growth].copy_(layer(buffer[:, :used]))
            used += self.growth
        return self.end(buffer)


class DensePatchNet(nn.Module):
    """DenseNet-121 for patches: (n, 1, 256, 256) float32 -> (n, 4) float32 logits.

    stem: conv0, on three copies of the channel as it was trained. Its weights could be summed, which saves 3 % of the
    multiplications, but that sum's rounding is the same for every pixel and shows in the results.
    norm: norm0. blocks, last: denseblock1 to 4. transitions: their convolutions. head: classifier.
    Up to FOLDED, blocks have PlainLayers: an error made there grows on its way, so norms stay as they were trained.
    The others have FoldedLayers and end in clamps, whose scale and shift are in the transition or head behind.
    The padding is TensorFlow's "SAME": at 256 x 256 the stem has 2 before and 3 after. Its pooling has 0 before and 1
    after, of zeros, which relu behind the pooling makes the same as a last window that is cut short.
    """

    LAYERS = (6, 12, 24, 16)
    GROWTH = 32
    FOLDED = 1

    def __init__(self):
        super().__init__()
        channels = 2 * self.GROWTH
        self.stem = Convolution(3, channels, 7, stride=2, bias=False)
        self.norm = Norm(channels)
        self.blocks, self.transitions = nn.ModuleList(), nn.ModuleList()
        for index, count in enumerate(self.LAYERS):
            layer, end = (FoldedLayer, Clamp) if index >= self.FOLDED else (PlainLayer, Activation)
            block = DenseBlock(channels, count, self.GROWTH, layer, end)
            channels += self.GROWTH * count
            if index < len(self.LAYERS) - 1:
                self.blocks.append(block)
                self.transitions.append(Pointwise(channels, channels // 2))
                channels //= 2
            else:
                self.last = block
        self.head = Head(channels, 4)

    def forward(self, x):
        x = x.type_as(self.stem.weight).expand(-1, 3, -1, -1)
        x = self.norm(self.stem(F.pad(x, (2, 3, 2, 3))))
        x = torch.relu_(torch.max_pool2d(x, 3, 2, ceil_mode=True))
        for block, transition in zip(self.blocks, self.transitions):
            x = transition(F.avg_pool2d(block(x), 2, 2))
        x = self.last(x)
        return self.head(x.float().mean((2, 3)))


class ResidualBlock(nn.Module):
    """conv1, norm2 (bn2), conv2 of what relu(bn1(x)) gives."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = Convolution(inputs, outputs, 3, stride, 1, bias=False)
        self.norm2 = Activation(outputs)
        self.conv2 = Convolution(outputs, outputs, 3, 1, 1, bias=False)

    def forward(self, x):
        return self.conv2(self.norm2(self.conv1(x)))


class FirstBlock(nn.Module):
    """norm1: bn1. down: downsample. block: conv1, bn2, conv2."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.norm1 = Activation(inputs)
        self.down = Convolution(inputs, outputs, 1, stride, bias=False)
        self.block = ResidualBlock(inputs, outputs, stride)

    def forward(self, x):
        x = self.norm1(x)
        return self.block(x).add_(self.down(x))


class SecondBlock(nn.Module):
    """norm1: bn1. block: conv1, bn2, conv2."""

    def __init__(self, channels):
        super().__init__()
        self.norm1 = Activation(channels)
        self.block = ResidualBlock(channels, channels, 1)

    def forward(self, x):
        return self.block(self.norm1(x)).add_(x)


class ResidualColumn(nn.Module):
    """ResNet-22 (v2) of one view, to 256 features. stem: first_conv. norm: final_bn.

    Norms stay as they were trained: a norm folded into weights rounds them, and that rounding is the same for every
    pixel of a window, so that the mean over all of them does not level it out.
    """

    def __init__(self, inputs, widths=(16, 32, 64, 128, 256)):
        super().__init__()
        self.stem = Convolution(inputs, widths[0], 7, 2, bias=False)
        self.groups = nn.ModuleList()
        before = widths[0]
        for index, width in enumerate(widths):
            self.groups.append(nn.Sequential(FirstBlock(before, width, 2 if index else 1), SecondBlock(width)))
            before = width
        self.norm = Activation(before)

    def forward(self, x):
        x = torch.max_pool2d(self.stem(x.type_as(self.stem.weight)), 3, 2)
        for group in self.groups:
            x = group(x)
        return self.norm(x).float().mean((2, 3))


class OneProjection(nn.Module):
    """column: four_view_resnet.cc or .mlo. hidden, head: fc1_ and output_layer_ of the projection."""

    def __init__(self, inputs):
        super().__init__()
        self.column = ResidualColumn(inputs)
        self.hidden = Head(512, 512)
        self.head = Head(512, 8)

    def forward(self, left, right):
        x = torch.cat((self.column(left), self.column(right)), 1)
        return torch.log_softmax(self.head(torch.relu_(self.hidden(x))).view(-1, 4, 2), -1)


class FourViewNet(nn.Module):
    """Methods cc and mlo: left, right (n, inputs, h, w) float32 -> (n, 4, 2) float32 log-probabilities."""

    def __init__(self, inputs, projection=OneProjection):
        super().__init__()
        self.craniocaudal = projection(inputs)
        self.mediolateral = projection(inputs)

    @torch.jit.export
    def cc(self, left, right):
        return self.craniocaudal(left, right)

    @torch.jit.export
    def mlo(self, left, right):
        return self.mediolateral(left, right)


class QuickPatchNet(nn.Module):
    """For tests: the contract of the patch model on patches averaged to 16 x 16."""

    def __init__(self):
        super().__init__()
        self.convolution = Convolution(1, 4, 3, padding=1)
        self.head = Head(4, 4)

    def forward(self, x):
        x = F.avg_pool2d(x, 16).type_as(self.convolution.weight)
        return self.head(torch.relu_(self.convolution(x)).float().mean((2, 3)))


class QuickProjection(nn.Module):
    """For tests: the contract of the image models on images averaged in cells of 64 x 64."""

    def __init__(self, inputs):
        super().__init__()
        self.convolution = Convolution(inputs, 4, 3)
        self.head = Head(8, 8)

    def features(self, x):
        x = F.avg_pool2d(x, 64).type_as(self.convolution.weight)
        return torch.relu_(self.convolution(x)).float().mean((2, 3))

    def forward(self, left, right):
        x = torch.cat((self.features(left), self.features(right)), 1)
        return torch.log_softmax(self.head(x).view(-1, 4, 2), -1)


def save(folder, name, network):
    """Writes the scripted network with empty entries instead of weights and without debugging information."""
    archive = io.BytesIO()
    torch.jit.save(torch.jit.script(network.eval()), archive)
    target = folder / f"{name}.pt"
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as template:
        for entry in source.infolist():
            inside = entry.filename.split("/", 1)[1]
            if inside.endswith(".debug_pkl"):
                continue
            data = b"" if inside.startswith("data/") else source.read(entry)
            template.writestr(zipfile.ZipInfo(f"{name}/{inside}", FIXED_TIME), data, zipfile.ZIP_DEFLATED, 9)
    print(target, target.stat().st_size, "bytes")


NETWORKS = {
    "patch": DensePatchNet,
    "image": lambda: FourViewNet(1),
    "image-heatmaps": lambda: FourViewNet(3),
    "quick-patch": QuickPatchNet,
    "quick-image": lambda: FourViewNet(1, QuickProjection),
    "quick-image-heatmaps": lambda: FourViewNet(3, QuickProjection),
}


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    for name, network in NETWORKS.items():
        save(folder, name, network())


if __name__ == "__main__":
    main()
