#!/usr/bin/env python3
"""Makes the tiny TorchScript networks beside it (torch 1.13): /usr/bin/python3 make_networks.py"""

import pathlib

import torch
import torch.nn.functional as F
from torch import nn

CHANNELS = 16  # With fewer, libtorch 2.7.1 gives wrong numbers in bfloat16 on a CPU with AVX-512.


def weights(*shape):
    return torch.linspace(-1, 1, torch.Size(shape).numel()).mul(7).sin().reshape(shape)


class Patch(nn.Module):
    """Every pixel of a patch counts, so that a patch in the wrong place shows."""

    def __init__(self, outputs=4, sign=1):
        super().__init__()
        self.register_buffer("kernel", weights(CHANNELS, 1, 16, 16) / 16)
        self.register_buffer("weight", sign * weights(outputs, CHANNELS))

    def forward(self, x):
        x = torch.relu(F.conv2d(x.type_as(self.kernel), self.kernel, stride=16))
        return F.linear(x.mean((2, 3)), self.weight).float()


class GreedyPatch(Patch):
    """Asks for 64 TiB per patch beyond two, which no machine has: the engine's own out of memory."""

    def forward(self, x):
        size = torch.empty([max(0, x.size(0) - 2), 1 << 44]).size(1)
        return F.linear(x.mean((2, 3)).expand(-1, self.weight.size(1)), self.weight) + 0 * size


class VeryGreedyPatch(Patch):
    """Loads and answers for a patch of zeros, but finds no memory for any other."""

    def forward(self, x):
        size = torch.empty([int(x.abs().max() > 0), 1 << 44]).size(1)
        return F.linear(x.mean((2, 3)).expand(-1, self.weight.size(1)), self.weight) + 0 * size


class FailingPatch(Patch):
    def forward(self, x):
        if bool(x.max() > 0):
            raise RuntimeError("the network is broken")
        return F.linear(x.mean((2, 3)).expand(-1, self.weight.size(1)), self.weight)


class Exam(nn.Module):
    """Left, right and the projection all count, and each channel in its own way."""

    def __init__(self, channels: int):
        super().__init__()
        self.register_buffer("left", weights(8, channels))
        self.register_buffer("right", weights(channels, 8).t().cos())

    def outputs(self, left, right, factor: float):
        x = F.linear(left.mean((2, 3)), self.left) + F.linear(right.mean((2, 3)), self.right)
        return torch.log_softmax(factor * x.view(-1, 4, 2), -1)

    @torch.jit.export
    def cc(self, left, right):
        return self.outputs(left, right, 1.0)

    @torch.jit.export
    def mlo(self, left, right):
        return self.outputs(left, right, 2.0)


if __name__ == "__main__":
    folder = pathlib.Path(__file__).parent
    networks = {
        "patch": Patch(),
        "other-patch": Patch(sign=-1),
        "three-outputs": Patch(3),
        "greedy-patch": GreedyPatch(),
        "very-greedy-patch": VeryGreedyPatch(),
        "failing-patch": FailingPatch(),
        "image": Exam(1),
        "image-heatmaps": Exam(3),
    }
    for name, network in networks.items():
        torch.jit.save(torch.jit.script(network.eval()), str(folder / f"{name}.pt"))
