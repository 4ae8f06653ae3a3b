#!/usr/bin/env python3
"""Makes weights-legacy.pth and weights-archive.pth beside it, with torch 1.13."""

import collections
import pathlib

import torch

folder = pathlib.Path(__file__).parent
weight = torch.arange(6, dtype=torch.float32).view(2, 3)
tensors = collections.OrderedDict(
    weight=weight,
    transposed=weight.t(),
    slice=weight[:, 1:],
    half=torch.tensor([1.0, 2.0], dtype=torch.float16),
    steps=torch.tensor(7),
)
torch.save({"epoch": 3, "model": tensors}, folder / "weights-legacy.pth", _use_new_zipfile_serialization=False)
torch.save(tensors, folder / "weights-archive.pth")
