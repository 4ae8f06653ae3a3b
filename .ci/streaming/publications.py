#!/usr/bin/env python3
"""Lists what a stream has published: a line for each exam, with the outcome of each of its publications in their order.

usage: publications.py OUTPUT      prints lines such as: phantom-0003 failed done
"""
import glob, json, os, sys


def main(output):
    exams = {}
    for path in sorted(glob.glob(os.path.join(output, "published", "*", "*.json"))):
        with open(path) as f:
            row = json.load(f)["row"]
        exams.setdefault(row["source"]["files"]["id"], []).append(outcome(row))
    for exam in sorted(exams):
        print(exam, *exams[exam])


def outcome(row):
    unusable = row["source"]["content"]["is"] == "unusable"
    failed = unusable or any(stage["outcome"]["is"] == "failed" for stage in row["outcomes"])
    return "failed" if failed else "done"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
