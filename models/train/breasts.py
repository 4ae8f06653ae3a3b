"""Phantoms as the job sees them: cropped, turned so that the breast points right, normalised."""

import json
import pathlib

import numpy as np
from PIL import Image
from scipy import ndimage

VIEWS = ("L-CC", "R-CC", "L-MLO", "R-MLO")
PATCH, STRIDE = 256, 70
WINDOWS = {"CC": (2677, 1942), "MLO": (2974, 1748)}
SHIFT = 100  # position noise of the classifier's windows
NETWORK_STRIDE = 32  # of the four-view networks, average pooling included
MARGIN = 96  # as far as their last layer sees


class Breast:
    """One view. pixels: uint16 crop, breast pointing right. lesions: (type, malignant, y, x, radius) in its pixels."""

    def __init__(self, exam, view, pixels, lesions):
        self.exam, self.view, self.pixels, self.lesions = exam, view, pixels, lesions
        as_float = pixels.astype(np.float64)
        self.mean, self.deviation = as_float.mean(), max(as_float.std(), 1e-5)

    @property
    def normalised(self):
        return ((self.pixels - self.mean) / self.deviation).astype(np.float32)

    def has(self, malignant):
        return any(lesion[1] == malignant for lesion in self.lesions)


def crop_window(image, points_right, erosions=100, margin=50):
    """Top, bottom, left, right of the breast: the largest part that outlives the erosions, dilated again."""
    inside = ndimage.distance_transform_cdt(np.pad(image > 0, 1), metric="taxicab")[1:-1, 1:-1] > erosions
    parts, count = ndimage.label(inside)
    largest = 1 + np.argmax(ndimage.sum(inside, parts, range(1, count + 1)))
    dilated = ndimage.distance_transform_cdt(parts != largest, metric="taxicab") <= erosions
    rows, columns = np.flatnonzero(dilated.any(1)), np.flatnonzero(dilated.any(0))
    top, bottom = max(0, rows[0] - margin), min(image.shape[0], rows[-1] + 1 + margin)
    left, right = columns[0], columns[-1] + 1
    if points_right:
        right = min(image.shape[1], right + margin)
    else:
        left = max(0, left - margin)
    return top, bottom, left, right


def read_view(folder, exam, view, lesions):
    image = np.asarray(Image.open(folder / exam / (view.replace("-", "_") + ".png"))).astype(np.uint16)
    points_right = view.startswith("L")
    top, bottom, left, right = crop_window(image, points_right)
    pixels = image[top:bottom, left:right]
    found = []
    for lesion in lesions:
        if view in lesion["views"]:
            place = lesion["views"][view]
            x = place["x"] - left if points_right else right - 1 - place["x"]
            found.append((lesion["type"], lesion["malignant"], place["y"] - top, x, place["radius"]))
    return Breast(exam, view, np.ascontiguousarray(pixels if points_right else pixels[:, ::-1]), found)


def read_exams(folder, exams=None):
    """The views of the first exams of a folder that `mammobeam phantoms` wrote, exam by exam."""
    folder = pathlib.Path(folder)
    truth = json.loads((folder / "truth.json").read_text())["exams"]
    return [[read_view(folder, exam, view, truth[exam]) for view in VIEWS] for exam in sorted(truth)[:exams]]


def positions(size):
    """Even positions at most 70 apart; the job draws which of its strides are shorter, which matters little here."""
    steps = -(-(size - PATCH) // STRIDE)
    return np.linspace(0, size - PATCH, steps + 1).round().astype(int)


def patches(breast):
    """Tops, lefts and the patches themselves (n, 256, 256), columns first as in the job."""
    image = breast.normalised
    places = [(y, x) for x in positions(image.shape[1]) for y in positions(image.shape[0])]
    return places, np.stack([image[y : y + PATCH, x : x + PATCH] for y, x in places])


def raster(breast, places, probabilities):
    """Heatmaps (benign, malignant) of an image: the mean over the patches that cover a pixel."""
    height, width = breast.pixels.shape
    total, count = np.zeros((2, height, width), np.float32), np.zeros((height, width), np.float32)
    for (y, x), p in zip(places, probabilities):
        total[0, y : y + PATCH, x : x + PATCH] += p[1]
        total[1, y : y + PATCH, x : x + PATCH] += p[0]
        count[y : y + PATCH, x : x + PATCH] += 1
    return total / count


def centred(distance):
    """How much a lesion counts whose centre is so many pixels from the patch's: all up to 72, nothing from 144 on."""
    t = np.clip((distance - 72) / 72, 0, 1)
    return 1 - t * t * (3 - 2 * t)


def patch_target(breast, y, x):
    """Shares of malignant, benign, tissue, background. Lesions fade out towards the rim, so that heatmaps have no edges."""
    found = {True: 0.0, False: 0.0}
    for _, malignant, at_y, at_x, _ in breast.lesions:
        distance = np.hypot(at_y - y - PATCH / 2, at_x - x - PATCH / 2)
        found[malignant] = max(found[malignant], centred(distance))
    benign = min(found[False], 1 - found[True])
    rest = 1 - found[True] - benign
    blank = (breast.pixels[y : y + PATCH, x : x + PATCH] > 0).mean() < 0.02
    return np.array([found[True], benign, 0 if blank else rest, rest if blank else 0], np.float32)


def window(breast, maps, shift, mirrored, pool=4):
    """The network's input after its average pooling, but for margins that hold nothing but background.

    A demo-sized crop is smaller than the classifier's window, which is padded with zeros: at the right, in CC above and
    below, in MLO below. maps: heatmaps (2, h, w) or None. shift: how far the window moves down and to the right; what of
    the breast is then outside is cut off, which can happen at the left and, in MLO, at the top. mirrored: top to bottom.
    Gives (1 or 3, h, w).
    """
    height, width = breast.pixels.shape
    rows, columns = WINDOWS[breast.view[2:]]
    down, right = shift
    top = ((rows - height) // 2 if breast.view.endswith("CC") else 0) - down
    cut = max(0, -top)
    crop = (breast.pixels[::-1] if mirrored else breast.pixels)[cut:, right:]
    # Mean and deviation of the whole window, of which all but the crop is zero.
    mean = crop.sum(dtype=np.float64) / (rows * columns)
    deviation = max(np.sqrt((crop.astype(np.float64) ** 2).sum() / (rows * columns) - mean**2), 1e-5)
    # Background above as in the window, but for multiples of the network's stride that it does not see.
    offset = min(max(0, top), MARGIN + max(0, top) % NETWORK_STRIDE)
    canvas_height = -(-(offset + crop.shape[0] + MARGIN) // NETWORK_STRIDE) * NETWORK_STRIDE
    canvas_width = -(-(crop.shape[1] + MARGIN) // NETWORK_STRIDE) * NETWORK_STRIDE
    channels = [(crop - np.float32(mean)) / np.float32(deviation)]
    channels += [] if maps is None else [(m[::-1] if mirrored else m)[cut:, right:] for m in maps]
    pooled = []
    for index, channel in enumerate(channels):
        canvas = np.full((canvas_height, canvas_width), -mean / deviation if index == 0 else 0, np.float32)
        canvas[offset : offset + crop.shape[0], : crop.shape[1]] = channel
        pooled.append(canvas.reshape(canvas_height // pool, pool, canvas_width // pool, pool).mean((1, 3)))
    marks = [
        (malignant, ((height - 1 - y if mirrored else y) - cut + offset) / pool, (x - right) / pool, radius / pool)
        for _, malignant, y, x, radius in breast.lesions
    ]
    return np.stack(pooled), marks
