#!/usr/bin/env python3
"""Trains the demo bundle's networks on phantoms; see README.md beside it.

    /usr/bin/python3 models/train/train.py WORK [patch|image]

Without a second word everything is trained, one after the other; patch and image do not need each other and may be
trained at the same time. WORK holds the phantoms (two/, some/, test/) and receives every step's result; a step whose result is there is skipped.
"""

import pathlib
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

import breasts
import networks

SEED = 1
# The patch network says too much about exams that it was trained on: the network that reads its heatmaps learns on others.
PATCH_EXAMS = 150


def batches(draw, steps, network, rate, loss):
    """Steps of Adam with one warm-up and one descent of the learning rate."""
    optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.15)
    started, recent = time.time(), []
    network.train()
    for step in range(steps):
        value = loss(*draw())
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
        schedule.step()
        recent.append(value.item())
        if (step + 1) % 100 == 0:
            print(f"  step {step + 1} of {steps}: loss {np.mean(recent[-100:]):.4f}, {time.time() - started:.0f} s", flush=True)
    return network.eval()


def train_patch(exams, steps=1200, size=40):
    views = [view for exam in exams for view in exam]
    by_kind = {}
    for view in views:
        for lesion in view.lesions:
            by_kind.setdefault(lesion[0], []).append((view, lesion))
    random = np.random.default_rng(SEED)

    def place(view, lesion):
        height, width = view.pixels.shape
        if lesion is None:
            return random.integers(0, height - breasts.PATCH + 1), random.integers(0, width - breasts.PATCH + 1)
        offset = random.integers(16, breasts.PATCH - 16, 2)
        y, x = lesion[2] - offset[0], lesion[3] - offset[1]
        return np.clip(y, 0, height - breasts.PATCH), np.clip(x, 0, width - breasts.PATCH)

    def one(kind):
        if kind is None:
            view, lesion = views[random.integers(len(views))], None
        else:
            view, lesion = by_kind[kind][random.integers(len(by_kind[kind]))]
        y, x = place(view, lesion)
        part = view.pixels[y : y + breasts.PATCH, x : x + breasts.PATCH]
        part = ((part - view.mean) / view.deviation).astype(np.float32)
        turned = part[:: random.choice((-1, 1)), :: random.choice((-1, 1))]
        return torch.from_numpy(turned.copy())[None], torch.from_numpy(breasts.patch_target(view, y, x))

    kinds = sorted(by_kind)

    def draw():
        # Three of eight anywhere, five at lesions of all types in turn.
        drawn = [one(None if i % 8 < 3 else kinds[random.integers(len(kinds))]) for i in range(size)]
        return torch.stack([part for part, _ in drawn]), torch.stack([target for _, target in drawn])

    torch.manual_seed(SEED)
    network = networks.PatchNet()
    return batches(draw, steps, network, 3e-3, lambda parts, target: F.cross_entropy(network(parts), target))


def heatmaps(patch, exams):
    """Per view its heatmaps (benign, malignant), at the size of the crop."""
    maps = []
    with torch.no_grad():
        for exam in exams:
            for view in exam:
                places, parts = breasts.patches(view)
                p = torch.cat([torch.softmax(patch(part[:, None]), 1) for part in torch.from_numpy(parts).split(32)])
                maps.append(breasts.raster(view, places, p.numpy()).astype(np.float16))
    return maps


def place_targets(marks, height, width, cell):
    """Per class (benign, malignant) and cell: 1 on a lesion, 0 elsewhere, -1 on its rim, which does not count."""
    target = np.zeros((2, height, width), np.float32)
    rows, columns = np.mgrid[:height, :width]
    for malignant, y, x, radius in marks:
        away = np.hypot((rows + 0.5) * cell - y, (columns + 0.5) * cell - x)
        layer = target[int(malignant)]
        layer[(away < 1.7 * radius) & (layer == 0)] = -1
        layer[away < max(0.8 * radius, 0.75 * cell)] = 1
    return torch.from_numpy(target)


class Windows:
    """Every view a few times, each shifted by another draw as the job's augmentation does, and mirrored by lot."""

    def __init__(self, views, maps, random, copies):
        self.random, self.drawn = random, []
        for index, view in enumerate(views):
            up = breasts.SHIFT if view.view.endswith("CC") else 0
            for _ in range(copies):
                shift = (random.integers(-up, breasts.SHIFT + 1), random.integers(0, breasts.SHIFT + 1))
                map_pair = None if maps is None else maps[index].astype(np.float32)
                self.drawn.append(breasts.window(view, map_pair, shift, random.random() < 0.5))

    def one(self):
        image, marks = self.drawn[self.random.integers(len(self.drawn))]
        return torch.from_numpy(image), marks

    def batch(self, size=6):
        drawn = [self.one() for _ in range(size)]
        height, width = (max(image.shape[i] for image, _ in drawn) for i in (1, 2))
        images = []
        for image, _ in drawn:
            # Background, as around the breast in the window: the value that zero has become, and no heatmap.
            grown = torch.zeros(image.shape[0], height, width)
            grown[0] = image[0, 0, -1]
            grown[:, : image.shape[1], : image.shape[2]] = image
            images.append(grown)
        return torch.stack(images), [marks for _, marks in drawn]


def train_projection(views, maps, start=None, steps=4000, rate=4e-3):
    """Both projections' network. start: a one-channel network whose weights a three-channel one begins with."""
    channels = 1 if maps is None else 3
    torch.manual_seed(SEED + channels)
    network = networks.Projection(channels)
    if start is not None:
        weights = dict(start)
        first = "column.layers.0.0.weight"
        weights[first] = torch.cat((start[first], 0.1 * network.state_dict()[first][:, 1:]), 1)
        network.load_state_dict(weights)
    windows = Windows(views, maps, np.random.default_rng(SEED + channels), 3)

    def loss(images, marks):
        evidence = network.column(images)
        height, width = evidence.shape[2:]
        places = torch.stack([place_targets(m, height, width, images.shape[2] / height) for m in marks])
        weight = (places >= 0).float() * torch.where(places > 0, 12.0, 1.0)
        by_place = F.binary_cross_entropy_with_logits(evidence, places.clamp(min=0), weight, reduction="sum") / weight.sum()
        found = evidence.amax((2, 3)) * network.scale + network.shift
        present = torch.tensor([[float(any(m[0] == c for m in mark)) for c in (False, True)] for mark in marks])
        return 4 * by_place + F.binary_cross_entropy_with_logits(found, present)

    return batches(windows.batch, steps, network, rate, loss)


def step(path, make):
    if not path.exists():
        print(path.name, flush=True)
        partial = path.with_suffix(".partial")
        torch.save(make(), partial)
        partial.rename(path)
    return torch.load(path)


def main(work, only):
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    exams = {}

    def read(name):
        if name not in exams:
            exams[name] = breasts.read_exams(work / name)
        return exams[name]

    def views(chosen):
        return [view for exam in chosen for view in exam]

    def train_with_maps():
        rest = read("two")[PATCH_EXAMS:] + read("some")
        patch = torch.jit.load(str(work / "patch.pt"))
        maps = step(work / "heatmaps.state", lambda: heatmaps(patch, rest))
        return train_projection(views(rest), maps, image, 500, 2e-3).state_dict()

    if only != "image":
        patch = networks.PatchNet()
        patch.load_state_dict(step(work / "patch.state", lambda: train_patch(read("two")[:PATCH_EXAMS]).state_dict()))
        networks.save(patch, work / "patch.pt")
    if only != "patch":
        every = lambda: views(read("two") + read("some"))
        image = step(work / "image.state", lambda: train_projection(every(), None).state_dict())
        save_exam_network(image, 1, work / "image.pt")
    if not only:
        with_maps = step(work / "image-heatmaps.state", train_with_maps)
        save_exam_network(with_maps, 3, work / "image-heatmaps.pt")


def save_exam_network(state, channels, target):
    """CC and MLO show the same lesions in the same way: they share the weights, though the format would not need it."""
    network = networks.FourViewNet(channels)
    network.craniocaudal.load_state_dict(state)
    network.mediolateral.load_state_dict(state)
    networks.save(network, target)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
