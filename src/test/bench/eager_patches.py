"""Wall and CPU seconds of plain eager PyTorch for a batch of 100 patches: DenseNet-121 with three input channels and
"same" padding, float32, two threads, random weights.

usage: eager_patches.py REPETITIONS (needs torch)
"""
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn


class SameConv(nn.Conv2d):
    """Pads with zeros so that the output has the size of the input over the stride; more at the end than at the start."""

    def forward(self, x):
        kernel, stride = self.kernel_size[0], self.stride[0]
        total = max(0, kernel - stride)
        if total:
            x = F.pad(x, (total // 2, total - total // 2) * 2)
        return super().forward(x)


def conv(inputs, outputs, kernel, stride=1):
    return SameConv(inputs, outputs, kernel, stride, bias=False)


class Layer(nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.steps = nn.Sequential(
            nn.BatchNorm2d(inputs), nn.ReLU(inplace=True), conv(inputs, 128, 1),
            nn.BatchNorm2d(128), nn.ReLU(inplace=True), conv(128, 32, 3),
        )

    def forward(self, x):
        return torch.cat((x, self.steps(x)), 1)


def densenet():
    parts = [conv(3, 64, 7, 2), nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.ZeroPad2d((0, 1, 0, 1)), nn.MaxPool2d(3, 2)]
    channels = 64
    for block, layers in enumerate((6, 12, 24, 16)):
        if block:
            parts += [nn.BatchNorm2d(channels), nn.ReLU(inplace=True), conv(channels, channels // 2, 1), nn.AvgPool2d(2, 2)]
            channels //= 2
        for _ in range(layers):
            parts.append(Layer(channels))
            channels += 32
    parts += [nn.BatchNorm2d(channels), nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 4)]
    return nn.Sequential(*parts).eval()


torch.set_num_threads(2)
torch.manual_seed(0)
network = densenet()
patches = torch.randn(100, 1, 256, 256).expand(-1, 3, -1, -1).contiguous()
with torch.no_grad():
    network(patches[:8])
    for _ in range(int(sys.argv[1])):
        wall, cpu = time.perf_counter(), time.process_time()
        torch.softmax(network(patches), 1)
        print("%.3f %.3f" % (time.perf_counter() - wall, time.process_time() - cpu), flush=True)
