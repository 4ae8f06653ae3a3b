#!/bin/sh
# Resident memory over predictions in a row and over openings of all networks; the heap is all there from the start.
# usage: src/test/bench/endurance.sh BUNDLE|seeded [PREDICTIONS]    (after ./mvnw test-compile)
set -eu
home=$(CDPATH= cd -- "$(dirname -- "$0")/../../.." && pwd)
exec java -Xms1500m -Xmx1500m -XX:+AlwaysPreTouch -cp "$home/target/test-classes:$home/target/classes:$(cat "$home/target/classpath")" \
  org.mammobeam.bench.NetworkEndurance "$1" "${2:-2000}"
