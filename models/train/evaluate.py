#!/usr/bin/env python3
"""Measures the demo networks on phantoms that no network has seen, and writes the bundle.

    /usr/bin/python3 models/train/evaluate.py WORK models/demo

Prints the table of models/demo/README.md. Overlays of the first exams go to WORK/overlays.
"""

import hashlib
import json
import pathlib
import shutil
import sys

import numpy as np
import torch
from PIL import Image
from scipy.stats import rankdata

import breasts

TYPES = ("SPICULATED_MASS", "FINE_CALCIFICATIONS", "SMOOTH_MASS", "COARSE_CALCIFICATIONS")
MALIGNANT = TYPES[:2]
FILES = {"patch": "patch.pt", "image": "image.pt", "image-heatmaps": "image-heatmaps.pt"}


def auc(positive, negative):
    """Share of pairs in which the positive one has the higher score; ties count half."""
    ranks = rankdata(np.concatenate((positive, negative)))
    return (ranks[: len(positive)].sum() - len(positive) * (len(positive) + 1) / 2) / (len(positive) * len(negative))


def full_window(view, maps):
    """The classifier's input without augmentation, (1, 1 or 3, h, w)."""
    rows, columns = breasts.WINDOWS[view.view[2:]]
    height, width = view.pixels.shape
    top = (rows - height + 2 * breasts.NOISE) // 2 - breasts.NOISE if view.view.endswith("CC") else 0
    channels = np.zeros((1 if maps is None else 3, rows, columns), np.float32)
    for channel, values in zip(channels, [view.pixels] + ([] if maps is None else list(maps))):
        channel[top : top + height, :width] = values
    channels[0] = (channels[0] - channels[0].mean(dtype=np.float64)) / max(channels[0].std(dtype=np.float64), 1e-5)
    return torch.from_numpy(channels)[None]


def overlay(view, maps, target):
    """Red: malignant, green: benign, over the image."""
    grey = np.clip(view.pixels / np.percentile(view.pixels, 99.5), 0, 1)
    colour = np.stack([grey + 0.55 * maps[1], grey + 0.4 * maps[0], grey], 2) * (1 - 0.35 * np.maximum(maps[0], maps[1]))[..., None]
    Image.fromarray((255 * np.clip(colour, 0, 1)).astype(np.uint8)).save(target)


def lesions_inside(view, y, x, margin=64):
    """Types of lesions in the middle of a patch; None if one is nearer to its rim or only touches it."""
    inside, doubtful = set(), False
    for kind, _, at_y, at_x, radius in view.lesions:
        off = max(abs(at_y - y - breasts.PATCH / 2), abs(at_x - x - breasts.PATCH / 2))
        if off < breasts.PATCH / 2 - margin:
            inside.add(kind)
        doubtful |= breasts.PATCH / 2 - margin <= off < breasts.PATCH / 2 + radius
    return None if doubtful else inside


def score(work):
    """Per exam and role the probabilities (4); per patch the types of lesions in it and its probabilities."""
    networks = {role: torch.jit.load(str(work / name)).eval() for role, name in FILES.items()}
    exams = breasts.read_exams(work / "test")
    (work / "overlays").mkdir(exist_ok=True)
    predictions, patches = {"image": [], "image-heatmaps": []}, []
    for number, exam in enumerate(exams):
        maps = []
        for view in exam:
            places, parts = breasts.patches(view)
            p = torch.cat([torch.softmax(networks["patch"](part[:, None]), 1) for part in torch.from_numpy(parts).split(32)]).numpy()
            maps.append(breasts.raster(view, places, p))
            for (y, x), probabilities in zip(places, p):
                patches.append((lesions_inside(view, y, x), probabilities))
            if number < 12:
                overlay(view, maps[-1], work / "overlays" / f"{view.exam}_{view.view}.png")
        for role in predictions:
            windows = [full_window(view, maps[i] if role != "image" else None) for i, view in enumerate(exam)]
            network = networks[role]
            by_projection = torch.stack((network.cc(*windows[:2]), network.mlo(*windows[2:])))
            predictions[role].append(by_projection.exp()[:, 0, :, 1].mean(0).numpy())
    return exams, {role: np.array(values) for role, values in predictions.items()}, patches


def evaluate(exams, predictions, patches):
    """AUC by network and lesion type: samples with it against those without any finding of its class."""
    figures = {}
    sides = [[{lesion[0] for lesion in exam[side].lesions} for side in (0, 1)] for exam in exams]
    for role, values in predictions.items():
        breasts_of = [(types, values[i, [side, 2 + side]]) for i, exam in enumerate(sides) for side, types in enumerate(exam)]
        figures.update(by_type(role, breasts_of, lambda p, malignant: p[1 if malignant else 0]))
    figures.update(by_type("patch", [p for p in patches if p[0] is not None], lambda p, malignant: p[0 if malignant else 1]))
    return figures


def by_type(role, samples, probability):
    figures = {}
    for kind in TYPES:
        malignant = kind in MALIGNANT
        same_class = set(MALIGNANT if malignant else TYPES[2:])
        positive = [probability(p, malignant) for types, p in samples if kind in types]
        negative = [probability(p, malignant) for types, p in samples if not types & same_class]
        figures[f"{role} {kind.lower().replace('_', ' ')} AUC"] = round(float(auc(positive, negative)), 4)
        print(f"| {role} | {kind.lower().replace('_', ' ')} | {len(positive)} | {len(negative)} | {auc(positive, negative):.3f} |")
    return figures


def write_bundle(work, target, figures):
    target.mkdir(parents=True, exist_ok=True)
    files = {}
    for role, name in FILES.items():
        content = (work / name).read_bytes()
        shutil.copyfile(work / name, target / name)
        files[role] = {"path": name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    description = {
        "format": 1,
        "name": "demo",
        "architecture": "small convolutional networks, 84 thousand (patch) and twice 58 or 60 thousand parameters",
        "classes": ["malignant", "benign", "tissue", "background"],
        "files": files,
        "licence": "Apache-2.0",
        "disclaimer": "A demonstration: trained on synthetic phantoms only, it knows nothing about women. Not for clinical use.",
        "evaluation": dict(sorted(figures.items())),
    }
    text = json.dumps(description, indent=2, separators=(",", " : "))
    lines = ", ".join(json.dumps(name) for name in description["classes"])
    start, end = text.index("["), text.index("]")
    (target / "bundle.json").write_text(text[:start] + f"[ {lines} ]" + text[end + 1 :] + "\n")


def main(work, target):
    torch.set_num_threads(2)
    with torch.no_grad():
        exams, predictions, patches = score(work)
    write_bundle(work, target, evaluate(exams, predictions, patches))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
