#!/usr/bin/env bash
# A Spark cluster on this machine: real processes, made of Maven's jars, on loopback only.
#   local-cluster.sh start             a master, a CPU and a GPU worker
#   local-cluster.sh start master|cpu|gpu    one more of them
#   local-cluster.sh kill NAME         as a crash would (kill -9), with its executors
#   local-cluster.sh status|stop
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../.." && pwd)
cluster=${MAMMOBEAM_SPARK_CLUSTER:-$home/target/spark/cluster}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
export SPARK_HOME=$cluster SPARK_SCALA_VERSION=2.12 SPARK_LOCAL_IP=127.0.0.1
export DJL_OFFLINE=true OPT_OUT_TRACKING=true OMP_WAIT_POLICY=passive

install() {
  if [ ! -d "$cluster/jars" ]; then
    mkdir -p "$cluster/jars.new" "$cluster/log" "$cluster/run" "$cluster/conf"
    (cd "$home" && ./mvnw -q -B -ntp -f runners/spark/cluster.xml dependency:copy-dependencies \
      -DincludeScope=runtime -DoutputDirectory="$cluster/jars.new")
    mv "$cluster/jars.new" "$cluster/jars"
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

# launch NAME MAIN ARGUMENTS...
launch() {
  local name=$1
  shift
  mapfile -t opens < <(sed 's|.*|--add-opens=&=ALL-UNNAMED|' "$here/opens")
  MAMMOBEAM_WORKER=$name setsid nohup "$java" -Xmx384m "${opens[@]}" -cp "$here/conf:$cluster/jars/*" \
    "$@" >"$cluster/log/$name.log" 2>&1 </dev/null &
  echo $! >"$cluster/run/$name"
}

start_master() {
  check_free 7077
  launch master org.apache.spark.deploy.master.Master --host localhost --port 7077 --webui-port 8090
  for _ in $(seq 600); do
    if (: >/dev/tcp/localhost/7077) 2>/dev/null; then return; fi
    sleep 0.5
  done
  echo "the master did not come up, see $cluster/log" >&2
  exit 1
}

start_worker() {
  local role=$1 number=1
  while alive "$role-$number"; do number=$((number + 1)); done
  local name=$role-$number
  sed "s|\${HERE}|$here|" "$here/conf/$role.conf" >"$cluster/conf/$role.conf"
  MAMMOBEAM_GPUS=${MAMMOBEAM_GPUS:-0} launch "$name" org.apache.spark.deploy.worker.Worker --host localhost \
    --cores 2 --memory 3g --work-dir "$cluster/work/$name" --webui-port 0 \
    --properties-file "$cluster/conf/$role.conf" spark://localhost:7077
  for _ in $(seq 600); do
    if grep -qs 'Successfully registered with master' "$cluster/log/$name.log"; then echo "$name"; return; fi
    sleep 0.5
  done
  echo "$name did not register, see $cluster/log" >&2
  exit 1
}

case ${1:-} in
  start)
    install
    case ${2:-} in
      "")
        alive master || start_master
        start_worker cpu
        start_worker gpu
        ;;
      master) start_master ;;
      cpu | gpu) start_worker "$2" ;;
      *) echo "there are master, cpu and gpu, not $2" >&2; exit 2 ;;
    esac
    if alive master; then echo "http://localhost:8090"; fi
    ;;
  kill)
    # setsid made it the leader of a process group, in which its executors are.
    kill -9 -- "-$(cat "$cluster/run/$2")"
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
    sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
