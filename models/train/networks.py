"""The small networks of the demo bundle, and how they are written: norms folded into convolutions, channels filled up to
multiples of 16, float32 only."""

import io
import multiprocessing
import os
import pathlib
import zipfile

import torch
import torch.nn.functional as F
from torch import nn

FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def block(inputs, outputs, kernel=3, stride=1, dilation=1):
    padding = dilation * (kernel // 2)
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()
    )


class PatchNet(nn.Module):
    """(n, 1, 256, 256) -> logits (n, 4): malignant, benign, tissue, background."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            block(1, 8, 5, 2),
            nn.MaxPool2d(2),
            block(8, 24, 3, 2),
            block(24, 48, 3, 2),
            block(48, 64, 3, 1, 2),
            block(64, 64, 3, 2),
        )
        # Features in the middle of the patch count more: what the network says is painted over the whole patch.
        away = (torch.arange(8) - 3.5).abs() / 4
        self.register_buffer("middle", (1 - torch.hypot(away[:, None], away)).clamp(min=0)[None, None])
        self.hidden = nn.Linear(192, 32)
        self.head = nn.Linear(32, 4)

    def forward(self, x):
        x = self.layers(x.type_as(self.head.weight))
        x = torch.cat((x.amax((2, 3)), (x * self.middle).amax((2, 3)), x.mean((2, 3))), 1)
        return self.head(torch.relu(self.hidden(x))).float()


class Column(nn.Module):
    """(n, channels, h, w), averaged in cells of 4 x 4 already -> evidence of benign and malignant findings per place."""

    def __init__(self, channels):
        super().__init__()
        self.layers = nn.Sequential(
            block(channels, 12, 5, 2), block(12, 24, 3, 2), block(24, 40, 3, 2), block(40, 48, 3, 1, 2)
        )
        self.evidence = nn.Conv2d(48, 2, 1)

    def forward(self, x):
        return self.evidence(self.layers(x))


class Projection(nn.Module):
    """Left and right (n, channels, h, w) -> log-probabilities (n, 4, 2): the strongest evidence in a breast decides."""

    def __init__(self, channels):
        super().__init__()
        self.column = Column(channels)
        self.scale = nn.Parameter(torch.ones(2))
        self.shift = nn.Parameter(torch.zeros(2))

    def breast(self, x):
        x = F.avg_pool2d(x, 4).type_as(self.scale)
        return self.column(x).amax((2, 3)) * self.scale + self.shift

    def forward(self, left, right):
        yes = torch.stack((self.breast(left), self.breast(right)), 2).reshape(-1, 4).float()
        return torch.stack((F.logsigmoid(-yes), F.logsigmoid(yes)), 2)


class FourViewNet(nn.Module):
    """Methods cc and mlo; rows of the output: left benign, right benign, left malignant, right malignant."""

    def __init__(self, channels):
        super().__init__()
        self.craniocaudal = Projection(channels)
        self.mediolateral = Projection(channels)

    @torch.jit.export
    def cc(self, left, right):
        return self.craniocaudal(left, right)

    @torch.jit.export
    def mlo(self, left, right):
        return self.mediolateral(left, right)


def fold(module):
    """Puts every norm into the convolution before it, so that no statistics and no whole numbers are left."""
    for name, child in module.named_children():
        if isinstance(child, nn.Sequential) and len(child) > 1 and isinstance(child[1], nn.BatchNorm2d):
            folded = torch.nn.utils.fuse_conv_bn_eval(child[0], child[1])
            setattr(module, name, nn.Sequential(folded, nn.ReLU()))
        else:
            fold(child)
    return module


def fill_up(module):
    """Adds channels of zeros between convolutions, up to a multiple of 16: the network computes the same.

    With other numbers of channels libtorch 2.7.1 gave wrong numbers on a processor with AVX-512, in bfloat16 and, with
    channels not last, in float32: it reads what lay in memory behind the last channel.
    """
    for owner in module.modules():
        if hasattr(owner, "layers"):
            convolutions = [part for part in owner.modules() if isinstance(part, nn.Conv2d)]
            for before, after in zip(convolutions, convolutions[1:]):
                more = -before.out_channels % 16
                before.weight = nn.Parameter(F.pad(before.weight, (0, 0, 0, 0, 0, 0, 0, more)))
                before.bias = nn.Parameter(F.pad(before.bias, (0, more)))
                after.weight = nn.Parameter(F.pad(after.weight, (0, 0, 0, 0, 0, more)))
                before.out_channels = after.in_channels = before.out_channels + more
    return module.to(memory_format=torch.channels_last)


def save(network, target):
    """Writes TorchScript: same weights, same bytes.

    In a process of its own, because the names of classes are numbered by what a process has scripted before and the
    order of their constants is that of a set of words, which depends on the process's seed.
    """
    os.environ["PYTHONHASHSEED"] = "0"
    process = multiprocessing.get_context("spawn").Process(target=write, args=(network, target))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"{target} was not written")


def write(network, target):
    """Leaves out debugging information and times."""
    network = fill_up(fold(network.eval()))
    for parameter in network.parameters():
        parameter.requires_grad_(False)
    archive = io.BytesIO()
    torch.jit.save(torch.jit.script(network), archive)
    name = pathlib.Path(target).stem
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as stored:
        for entry in source.infolist():
            inside = entry.filename.split("/", 1)[1]
            if not inside.endswith(".debug_pkl"):
                stored.writestr(zipfile.ZipInfo(f"{name}/{inside}", FIXED_TIME), source.read(entry))
