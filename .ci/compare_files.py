#!/usr/bin/env python3
"""Holds the exported files that only Python's libraries can judge against the reference's.

usage: compare_files.py EXPORTED_DIR EXPECTED_DIR

The pickled exam list must load as the list that the reference wrote. h5py must read the heatmaps, and their pixels must lie
within the tolerance of the patch probabilities, as each is an average of some. (The files hold columns first.) Needs
numpy and h5py.
"""
import json, os, pickle, sys

import h5py

TOLERANCE = 5e-6

failed = 0


def check(name, ok, figure):
    global failed
    failed += not ok
    print("%s %s: %s" % ("ok  " if ok else "FAIL", name, figure))


def load_list(folder):
    with open(os.path.join(folder, "data.pkl"), "rb") as f:
        return pickle.load(f)


def main(got_dir, want_dir):
    got, want = load_list(got_dir), load_list(want_dir)
    check("data.pkl", got == want, "equal" if got == want else "%s, wanted %s" % (got, want))
    with open(os.path.join(want_dir, "golden.json")) as f:
        views = json.load(f)["views"]
    for view, images in views.items():
        for image in images:
            for kind in ("malignant", "benign"):
                if "heatmap_" + kind in image:
                    heatmap(got_dir, image["short_file_path"], kind, image["heatmap_" + kind])
    print("%d check(s) failed" % failed)
    return 1 if failed else 0


def heatmap(got_dir, name, kind, want):
    with h5py.File(os.path.join(got_dir, "heatmap_" + kind, name + ".hdf5"), "r") as f:
        data = f["image"]
        label = "heatmap_%s/%s" % (kind, name)
        shape = [list(data.shape)[::-1], str(data.dtype), data.compression]
        check(label + " shape", shape == [want["shape"], want["dtype"], "lzf"], shape)
        pixels = data[:].T
    worst = max(abs(float(pixels[y, x]) - value) for y, x, value in want["samples_y_x_value"])
    check(label + " samples", worst <= TOLERANCE, "max difference %.1e of %d" % (worst, len(want["samples_y_x_value"])))
    extremes = max(abs(float(pixels.min()) - want["min"]), abs(float(pixels.max()) - want["max"]))
    check(label + " extremes", extremes <= TOLERANCE, "max difference %.1e" % extremes)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
