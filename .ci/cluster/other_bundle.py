#!/usr/bin/env python3
"""Makes a bundle of which one network is another one.

usage: other_bundle.py BUNDLE OTHER_BUNDLE patch|image weights|bytes

weights: the largest tensor is a hundredth greater. bytes: the same weights in a file of other bytes.
"""
import array, hashlib, json, os, shutil, sys, zipfile


def main(bundle, other, role, what):
    shutil.copytree(bundle, other)
    with open(os.path.join(other, "bundle.json")) as f:
        description = json.load(f)
    entry = description["files"][role]
    path = os.path.join(other, entry["path"])
    if what == "weights":
        change_weights(path)
    else:
        with zipfile.ZipFile(path, "a") as archive:
            root = archive.namelist()[0].split("/")[0]
            archive.writestr(root + "/extra/note", "other bytes")
    with open(path, "rb") as f:
        content = f.read()
    entry["sha256"] = hashlib.sha256(content).hexdigest()
    entry["bytes"] = len(content)
    description["name"] += " with another " + role + " network"
    with open(os.path.join(other, "bundle.json"), "w") as f:
        json.dump(description, f, indent=2)


def change_weights(path):
    with zipfile.ZipFile(path) as archive:
        entries = [(info, archive.read(info)) for info in archive.infolist()]
    tensors = [info for info, _ in entries if "/data/" in info.filename]
    largest = max(tensors, key=lambda info: info.file_size).filename
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for info, content in entries:
            if info.filename == largest:
                content = array.array("f", [1.01 * x for x in array.array("f", content)]).tobytes()
            archive.writestr(info.filename, content)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
