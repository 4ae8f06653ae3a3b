#!/bin/sh
# Measures trained demonstration networks on phantoms that they have not seen and writes the bundle.
# usage: src/test/bench/demo_bundle.sh TRAINED BUNDLE    (after ./mvnw test-compile)
set -eu
home=$(CDPATH= cd -- "$(dirname -- "$0")/../../.." && pwd)
exec java -Xmx2g -cp "$home/target/test-classes:$home/target/classes:$(cat "$home/target/classpath")" \
  org.mammobeam.bench.DemoBundle "$1" "$2"
