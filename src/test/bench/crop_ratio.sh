#!/bin/sh
# Crop and centres here against SciPy's erosion, labelling and dilation of the same four images, in CPU seconds.
# usage: src/test/bench/crop_ratio.sh EXAM_FOLDER    (after ./mvnw -Pbench test-compile)
set -eu
home=$(CDPATH= cd -- "$(dirname -- "$0")/../../.." && pwd)
scipy=$("${PYTHON:-/usr/bin/python3}" "$home/src/test/bench/scipy_crop.py" "$1" | tee /dev/stderr | tail -1)
java -Xmx2g -cp "$home/target/test-classes:$home/target/classes:$(cat "$home/target/classpath")" \
  org.mammobeam.bench.CropCpuSeconds "$1" 15 | awk -v scipy="$scipy" '
  NR == 1 { first = $1; print "centres:", substr($0, length($1) + 1) }
  NR > 5 { warm += $1; n++ }
  END {
    printf "SciPy %.3f s; here first time in a new process %.3f s (ratio %.3f), warm %.3f s (ratio %.3f)\n",
      scipy, first, first / scipy, warm / n, warm / n / scipy
  }'
