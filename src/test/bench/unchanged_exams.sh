#!/usr/bin/env bash
# What a run costs in which nothing, or one exam, has changed, for 10,000 and 100,000 exams, and
# what loading a table of a million rows costs. Argument: an empty folder with room for 500,000 files.
set -euo pipefail
cd "$(dirname "$0")/../../.."
folder="$1"
./mvnw -q -B -ntp test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath -Dmdep.includeScope=test
classpath="target/test-classes:target/classes:$(cat target/test-classpath)"
java -Xmx4g -cp "$classpath" org.mammobeam.bench.UnchangedExams "$folder" 10000 100000
java -Xmx4g -cp "$classpath" org.mammobeam.bench.TableLoad 1000000
