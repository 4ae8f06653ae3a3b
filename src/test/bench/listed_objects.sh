#!/bin/sh
# Time and peak memory of listing many objects, page by page, as exams, in a plan and all at once.
# usage: src/test/bench/listed_objects.sh [OBJECTS]    (after ./mvnw test-compile)
set -eu
cd "$(dirname -- "$0")/../../.."
exec java -Xmx64m -cp "target/test-classes:target/classes:$(cat target/classpath)" org.mammobeam.bench.ListedObjects "${1:-1000000}"
