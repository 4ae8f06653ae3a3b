#!/usr/bin/env bash
# Submits a run to Dataflow and waits for its end:
#   submit.sh [--dry-run] --project=P --region=R --tempLocation=gs://B/tmp --sdkContainerImage=IMAGE \
#     --input=gs://B/exams --models=gs://B/models/nyu --output=gs://B/out [options of mammobeam run and of Dataflow]
# --dry-run prints the full command and starts nothing.
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
built="$home/target/dataflow"
usage() {
  sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
  exit 2
}
dry=false
options=()
for option in "$@"; do
  case $option in
    --dry-run) dry=true ;;
    --help) usage ;;
    --runner=* | --experiments=*use_runner_v1*)
      echo "submit.sh: $option does not go with this script: jobs run on Dataflow with Runner v2" >&2
      exit 2
      ;;
    --*) options+=("$option") ;;
    *) usage ;;
  esac
done
for needed in project region tempLocation sdkContainerImage input output; do
  found=false
  for option in "${options[@]}"; do
    if [[ $option == --$needed=?* ]]; then found=true; fi
  done
  if ! $found; then
    echo "submit.sh: --$needed is missing" >&2
    usage
  fi
done
for option in "${options[@]}"; do
  case $option in
    --input=* | --output=* | --models=* | --exam-list=* | --tempLocation=*)
      if [[ $option != --*=gs://* ]]; then
        echo "submit.sh: $option is on this machine; workers need an address that begins with gs://" >&2
        exit 2
      fi
      ;;
  esac
done
command=(env DJL_OFFLINE=true OPT_OUT_TRACKING=true "${JAVA_HOME:+$JAVA_HOME/bin/}java" "@$built/java.args" org.mammobeam.cli.Mammobeam run
  --runner=DataflowRunner --experiments=use_runner_v2 --diskSizeGb=60 --numberOfWorkerHarnessThreads=8 "${options[@]}")
if $dry; then
  printf '%q ' "${command[@]}"
  echo
  if [ ! -f "$built/java.args" ]; then echo "submit.sh: the first submission builds, and writes java.args" >&2; fi
  exit
fi
if [ ! -f "$built/classpath" ] || [ -n "$(find "$home/pom.xml" "$home/src/main" -newer "$built/classpath" -print -quit)" ]; then
  (cd "$home" && ./mvnw -q -B -Pdataflow -Dspotless.check.skip process-classes) >&2
  touch "$built/classpath"
fi
printf -- '-Dmammobeam.home=%s\n-cp\n"%s:%s"\n' "$home" "$built/classes" "$(cat "$built/classpath")" >"$built/java.args"
exec "${command[@]}"
