#!/usr/bin/env bash
# Peak resident memory of a run with a heap of 2 GB, over variants of one exam that all have to be computed, with quick networks.
# usage: src/test/bench/memory.sh EXAM_FOLDER COUNT ROUNDS [WORK_FOLDER]    (after ./mvnw test-compile)
# ROUNDS: augmented windows of each view; with 10, as the reference has, a full-size exam takes half a minute of a core
# A full-size exam without patients: ./mammobeam phantoms --to=FOLDER --exams=1 --height=3328 --width=2560
set -euo pipefail
home=$(cd "$(dirname "$0")/../../.." && pwd)
exam=$1 count=$2 rounds=$3
work=$(mktemp -d "${4:-${TMPDIR:-/tmp}}/memory.XXXXXX")
trap 'rm -rf "$work"' EXIT
java -Xmx1g -cp "$home/target/test-classes:$home/target/classes:$(cat "$home/target/classpath")" \
  org.mammobeam.bench.ExamVariants "$exam" "$work" "$count"
echo "classify: {rounds: $rounds}" >"$work/pipeline.yaml"
start=$SECONDS
MAMMOBEAM_JAVA_OPTIONS=-Xmx2g "$home/mammobeam" run --input="$work/exams" --models="$work/models" --device=cpu --pipeline="$work/pipeline.yaml" \
  --output="$work/out" &
run=$!
peak=0
while resident=$(awk '/^VmHWM/ { print $2 }' /proc/$run/status 2>/dev/null) && [ -n "$resident" ]; do
  peak=$resident
  sleep 1
done
wait $run
echo "$count exams, $rounds rounds, in $((SECONDS - start)) s, peak resident memory $((peak / 1024)) MB"
