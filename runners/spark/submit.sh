#!/usr/bin/env bash
# Submits a run to a Spark cluster:
#   submit.sh spark://HOST:PORT --input=DIR --models=DIR --output=DIR [options of mammobeam run]
# Further settings of Spark are taken from SPARK_SETTINGS, such as "--conf spark.cores.max=8".
# Spark is that of SPARK_HOME, or of the local cluster.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../.." && pwd)
jar=${MAMMOBEAM_JAR:-$home/target/spark/mammobeam-spark.jar}
# Where PyTorch's jars lie on the workers.
lib=${MAMMOBEAM_WORKER_LIB:-$home/target/spark/cluster-lib}
if [ $# -lt 1 ] || [[ $1 == -* ]]; then
  sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
master=$1
shift
export SPARK_HOME=${SPARK_HOME:-${MAMMOBEAM_SPARK_CLUSTER:-$home/target/spark/cluster}} SPARK_SCALA_VERSION=2.12
[ -e "$jar" ] || {
  echo "build first: ./mvnw -Pspark package -DskipTests" >&2
  exit 2
}
[ -d "$SPARK_HOME/jars" ] || {
  echo "no Spark in $SPARK_HOME: set SPARK_HOME, or start a cluster here with runners/spark/local-cluster.sh start" >&2
  exit 2
}
submit=(org.apache.spark.deploy.SparkSubmit)
if [ -x "$SPARK_HOME/bin/spark-submit" ]; then
  start=("$SPARK_HOME/bin/spark-submit")
else
  mapfile -t opens < <(sed 's|.*|--add-opens=&=ALL-UNNAMED|' "$here/opens")
  # It plans the job and waits for it: the optimising compiler would cost more than it gives.
  start=("${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx768m -XX:TieredStopAtLevel=1 "${opens[@]}" -cp "$here/conf:$SPARK_HOME/jars/*" "${submit[@]}")
fi
# shellcheck disable=SC2086 # settings are words
exec "${start[@]}" --master "$master" --properties-file "$here/conf/job.conf" ${SPARK_SETTINGS:-} \
  --conf spark.executor.extraClassPath="$lib/*" --conf spark.driver.extraJavaOptions="-Dmammobeam.home=$home" \
  --class org.mammobeam.cli.Mammobeam "$jar" run --runner=SparkRunner "$@"
