#!/usr/bin/env bash
# Submits a run to a Flink cluster:
#   submit.sh HOST:PORT --input=DIR --models=DIR --output=DIR [options of mammobeam run]
# The client's libraries are those of FLINK_HOME, or of the local cluster.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../.." && pwd)
jar=${MAMMOBEAM_JAR:-$home/target/flink/mammobeam-flink.jar}
lib=${FLINK_HOME:-${MAMMOBEAM_FLINK_CLUSTER:-$home/target/flink/cluster}}/lib
if [ $# -lt 1 ] || [[ $1 == -* ]]; then
  sed -n '2,4s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
[ -e "$jar" ] || {
  echo "build first: ./mvnw -Pflink package -DskipTests" >&2
  exit 2
}
[ -d "$lib" ] || {
  echo "no Flink in $lib: set FLINK_HOME, or start a cluster here with runners/flink/local-cluster.sh start" >&2
  exit 2
}
master=$1
shift
terminal=false
if [ -t 2 ]; then terminal=true; fi
# It only builds the job and waits for it: the optimising compiler would cost more than it gives.
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx512m -XX:TieredStopAtLevel=1 -Dmammobeam.home="$home" -Dmammobeam.terminal=$terminal \
  -cp "$jar:$lib/*" org.mammobeam.cli.Mammobeam run --runner=FlinkRunner --flinkMaster="$master" "$@"
