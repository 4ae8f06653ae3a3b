#!/bin/sh
# 100 patches here against plain eager PyTorch at batch 100 with two threads, in turn; medians of wall and CPU seconds.
# PyTorch runs with the C library's allocator as it is and as the reference's users tune it.
# usage: src/test/bench/patch_ratio.sh [ROUNDS [REPETITIONS]]    (after ./mvnw test-compile; PYTHON has torch)
set -eu
home=$(CDPATH= cd -- "$(dirname -- "$0")/../../.." && pwd)
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
eager() { "${PYTHON:-/usr/bin/python3}" "$home/src/test/bench/eager_patches.py" "$repetitions"; }
here() {
  java -Xmx1g -cp "$home/target/test-classes:$home/target/classes:$(cat "$home/target/classpath")" \
    org.mammobeam.bench.PatchSeconds "$1" "$repetitions"
}
repetitions=${2:-3}
for round in $(seq "${1:-2}"); do
  MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=8000000000 MALLOC_TOP_PAD_=268435456 eager >>"$results/tuned"
  here float32 >>"$results/float32"
  eager >>"$results/default"
  here bf16 >>"$results/bf16"
done
median() { cut -d' ' -f"$2" "$results/$1" | sort -g | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }
for run in tuned default float32 bf16; do
  echo "$run: $(median $run 1) s wall, $(median $run 2) s CPU; all: $(tr '\n' ';' <"$results/$run")"
done
for run in float32 bf16; do
  for base in tuned default; do
    echo "$(median $run 1) $(median $base 1) $(median $run 2) $(median $base 2)" |
      awk -v run=$run -v base=$base '{ printf "%s / eager, %s allocator: %.2f of the wall, %.2f of the CPU time\n", run, base, $1 / $2, $3 / $4 }'
  done
done
