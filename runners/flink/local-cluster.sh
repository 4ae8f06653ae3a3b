#!/usr/bin/env bash
# A Flink cluster on this machine: real processes, made of Maven's jars, on loopback only.
#   local-cluster.sh start             a job manager, a CPU and a GPU task manager
#   local-cluster.sh start jobmanager|cpu|gpu    one more of them
#   local-cluster.sh start zookeeper   before all else: then jobs outlive their job manager
#   local-cluster.sh kill NAME         as a crash would (kill -9)
#   local-cluster.sh status|stop
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../.." && pwd)
cluster=${MAMMOBEAM_FLINK_CLUSTER:-$home/target/flink/cluster}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# The distribution's jars and, beside them, what a process may load only once: PyTorch.
install() {
  if [ ! -d "$cluster/lib" ]; then
    [ -d "$home/target/flink/cluster-lib" ] || {
      echo "build first: ./mvnw -Pflink package -DskipTests" >&2
      exit 2
    }
    mkdir -p "$cluster/lib.new" "$cluster/log" "$cluster/run" "$cluster/tmp" "$cluster/plugins"
    (cd "$home" && ./mvnw -q -B -ntp -f runners/flink/cluster.xml dependency:copy-dependencies \
      -DincludeScope=runtime -DoutputDirectory="$cluster/lib.new")
    cp "$home"/target/flink/cluster-lib/*.jar "$cluster/lib.new"
    mv "$cluster/lib.new" "$cluster/lib"
  fi
}

# Else what follows would talk to a cluster of somebody else. A process that was killed listens for a moment yet.
check_free() { # PORT
  for _ in $(seq 20); do
    (: >"/dev/tcp/localhost/$1") 2>/dev/null || return 0
    sleep 0.25
  done
  echo "another program listens on port $1 of this machine" >&2
  exit 1
}

alive() { [ -f "$cluster/run/$1" ] && kill -0 "$(cat "$cluster/run/$1")" 2>/dev/null; }

# parameters KIND CONF: what Flink's own scripts ask for, the JVM's options and then the program's
parameters() {
  "$java" -cp "$cluster/lib/*" org.apache.flink.runtime.util.bash.BashJavaUtils "$1" --configDir "$2" 2>/dev/null |
    sed -n '/^BASH_JAVA_UTILS_EXEC_RESULT:/{s///;s/"//g;p}'
}

# launch NAME MAIN CONF JVM-OPTIONS... -- ARGUMENTS...
launch() {
  local name=$1 main=$2 conf=$3
  shift 3
  local jvm=()
  while [ "$1" != -- ]; do jvm+=("$1"); shift; done
  shift
  read -r -a opens <<<"$(sed -n 's/^env.java.opts.all: //p' "$conf/config.yaml")"
  # Else the C library keeps what each thread has freed, and every job has threads of its own.
  MALLOC_ARENA_MAX=2 DJL_OFFLINE=true OPT_OUT_TRACKING=true OMP_WAIT_POLICY=passive MAMMOBEAM_WORKER=$name \
    FLINK_CONF_DIR=$conf FLINK_PLUGINS_DIR=$cluster/plugins \
    setsid nohup "$java" "${jvm[@]}" "${opens[@]}" -Dlog.file="$cluster/log/$name.log" \
    -Djava.util.logging.config.file="$here/conf/logging.properties" -cp "$cluster/lib/*" \
    "$main" "$@" >"$cluster/log/$name.log" 2>&1 </dev/null &
  echo $! >"$cluster/run/$name"
}

# Without what an earlier one knew: jobs of a cluster that is gone.
start_zookeeper() {
  rm -rf "$cluster/zookeeper"
  mkdir -p "$cluster/zookeeper"
  printf '%s\n' "dataDir=$cluster/zookeeper" clientPort=2181 clientPortAddress=localhost \
    admin.enableServer=false server.1=localhost:2888:3888 >"$cluster/zookeeper/zoo.cfg"
  launch zookeeper org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer "$here/conf/jobmanager" -Xmx128m -- \
    --zkConfigFile "$cluster/zookeeper/zoo.cfg" --peerId 1
}

# What a process is told where there is a ZooKeeper.
availability() {
  if alive zookeeper; then
    echo "-D high-availability.type=zookeeper -D high-availability.zookeeper.quorum=localhost:2181" \
      "-D high-availability.storageDir=file://$cluster/zookeeper/jobs"
  fi
}

start_jobmanager() {
  check_free 8081
  local conf=$here/conf/jobmanager parameters
  parameters=$(parameters GET_JM_RESOURCE_PARAMS "$conf")
  # shellcheck disable=SC2046 # options are words
  launch jobmanager org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint "$conf" \
    $(sed -n 1p <<<"$parameters") -- --configDir "$conf" $(sed -n 2p <<<"$parameters") $(availability) \
    -D state.checkpoints.dir="file://$cluster/checkpoints"
}

start_taskmanager() {
  local role=$1 number=1
  while alive "$role-$number"; do number=$((number + 1)); done
  local name=$role-$number conf=$here/conf/$role parameters
  parameters=$(parameters GET_TM_RESOURCE_PARAMS "$conf")
  mkdir -p "$cluster/tmp/$name"
  # shellcheck disable=SC2046 # options are words
  launch "$name" org.apache.flink.runtime.taskexecutor.TaskManagerRunner "$conf" \
    $(sed -n 1p <<<"$parameters") -- --configDir "$conf" $(sed -n 2p <<<"$parameters") $(availability) \
    -D taskmanager.resource-id="$name" -D io.tmp.dirs="$cluster/tmp/$name"
  echo "$name"
}

# Waits until as many task managers as we have started have registered.
await() {
  local wanted=0 name
  for name in "$cluster"/run/*-*; do if [ -e "$name" ] && alive "${name##*/}"; then wanted=$((wanted + 1)); fi; done
  for _ in $(seq 600); do
    if [ "$(registered 2>/dev/null)" -ge "$wanted" ] 2>/dev/null; then return; fi
    sleep 0.5
  done
  echo "the cluster did not come up, see $cluster/log" >&2
  exit 1
}

registered() {
  local answer
  exec 3<>/dev/tcp/localhost/8081 || return 1
  printf 'GET /overview HTTP/1.0\r\n\r\n' >&3
  answer=$(cat <&3)
  exec 3>&-
  sed -n 's/.*"taskmanagers":\([0-9]*\).*/\1/p' <<<"$answer"
}

case ${1:-} in
  start)
    install
    case ${2:-} in
      "")
        alive jobmanager || start_jobmanager
        start_taskmanager cpu
        start_taskmanager gpu
        ;;
      zookeeper) start_zookeeper ;;
      jobmanager) start_jobmanager ;;
      cpu | gpu) start_taskmanager "$2" ;;
      *) echo "there are zookeeper, jobmanager, cpu and gpu, not $2" >&2; exit 2 ;;
    esac
    if alive jobmanager; then await; echo "http://localhost:8081"; fi
    ;;
  kill)
    kill -9 "$(cat "$cluster/run/$2")"
    rm "$cluster/run/$2"
    ;;
  status)
    for file in "$cluster"/run/*; do
      [ -e "$file" ] || continue
      name=${file##*/}
      if alive "$name"; then echo "$name: process $(cat "$file")"; else echo "$name: dead"; fi
    done
    ;;
  stop)
    for file in "$cluster"/run/*; do
      [ -e "$file" ] || continue
      if alive "${file##*/}"; then kill "$(cat "$file")"; fi
    done
    for file in "$cluster"/run/*; do
      [ -e "$file" ] || continue
      for _ in $(seq 40); do alive "${file##*/}" || break; sleep 0.25; done
      if alive "${file##*/}"; then kill -9 "$(cat "$file")"; fi
      rm "$file"
    done
    ;;
  *)
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
