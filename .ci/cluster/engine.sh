# The engine under test: how runs are started on it, and its processes. Sourced.

use() { # ENGINE
  engine=$1
  cluster=runners/$engine/local-cluster.sh
  case $engine in
    flink)
      master=localhost:8081
      embedded=(--runner=FlinkRunner --flinkMaster='[local]' --parallelism=2)
      every_slot=(--parallelism=5)
      ;;
    spark)
      master=spark://localhost:7077
      embedded=(--runner=SparkRunner --sparkMaster='local[2]')
      every_slot=()
      ;;
    *) echo "there are flink and spark, not $engine" >&2 && exit 2 ;;
  esac
}

settings=quick

# started OUTPUT COMMAND...: a run with the same settings as all, and its log
started() {
  local output=$1
  shift
  "$@" --output="$work/$output" --pipeline="$work/$settings.yaml" >"$work/$output.log" 2>&1 || {
    local code=$?
    cat "$work/$output.log"
    return $code
  }
}

in_process() { started "$1" ./mammobeam run "${@:2}"; } # OUTPUT OPTIONS...

submit() { started "$1" "runners/$engine/submit.sh" "$master" "${@:2}"; } # OUTPUT OPTIONS...

# submit_and OUTPUT "OPTIONS..." COMMAND...: does something while the job runs, and waits for its end
submit_and() {
  local output=$1 options job
  read -r -a options <<<"$2"
  shift 2
  submit "$output" "${options[@]}" &
  job=$!
  "$@" || {
    echo "$*: failed"
    wait $job
    return 1
  }
  wait $job
}

pid() { "$cluster" status | sed -n "s/^$1: process //p"; } # WORKER

resident() { echo $(($(sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$(pid "$1")/status") / 1024)); } # WORKER: MB

# open_networks WORKER: how many its process holds; nothing if it never had one
open_networks() { jcmd "$(pid "$1")" VM.system_properties | sed -n 's/^mammobeam.open-networks=//p'; }
