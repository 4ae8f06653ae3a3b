#!/usr/bin/env python3
"""Copies exams as they come from machines: file by file, in random order, several exams at a time.

usage: arrive.py FROM TO SECONDS SEED

The files of one exam come within ten seconds, or all the time if that is less. Of half of the files but the last of each
exam, the first half comes earlier than the rest: the exam is not complete before they are whole.
"""
import os, random, sys, time

WITHIN = 10


def main(source, target, seconds, seed):
    dice = random.Random(seed)
    steps = []
    for exam in sorted(os.listdir(source)):
        steps += arrival(source, exam, seconds, dice)
    begin = time.monotonic()
    for at, path, first, last in sorted(steps):
        time.sleep(max(0, begin + at - time.monotonic()))
        copy(os.path.join(source, path), os.path.join(target, path), first, last)


def arrival(source, exam, seconds, dice):
    within = min(WITHIN, seconds)
    start = dice.uniform(0, seconds - within)
    files = sorted(os.listdir(os.path.join(source, exam)))
    dice.shuffle(files)
    times = sorted(dice.uniform(start, start + within) for _ in files)
    for at, name in zip(times, files):
        path = os.path.join(exam, name)
        if at < times[-1] and dice.random() < 0.5:
            yield at, path, 0, 0.5
            yield dice.uniform(at, times[-1]), path, 0.5, 1
        else:
            yield at, path, 0, 1


def copy(source, target, first, last):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(source, "rb") as f:
        content = f.read()
    with open(target, "ab") as f:
        f.write(content[int(first * len(content)):int(last * len(content))])


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4]))
