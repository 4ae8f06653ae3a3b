# The arrivals on a Flink cluster with checkpoints, whose processes die; a savepoint, and a program that was changed. Sourced.
cluster=runners/flink/local-cluster.sh

ask() { "$python" .ci/streaming/rest.py "$@"; }

on_cluster() { # OPTIONS...: the options of streams and the jar are $launch's
  launch=(runners/flink/submit.sh localhost:8081 --placement=on --checkpointingInterval=5000 "$@")
}

# crashes OUTPUT: three task managers at random moments of the arrivals, and the job manager
crashes() {
  local victim
  eventually 300 at_least 1 how_many "$1" || return 1
  for victim in gpu-1 cpu-1 jobmanager gpu-1; do
    sleep $((3 + RANDOM % 10))
    # Not before the last death is got over: one that is met while another is mended proves less.
    eventually 300 at_least 1 ask checkpoints || return 1
    "$cluster" kill $victim && "$cluster" start "${victim%-1}" >/dev/null
    echo "killed $victim with $(how_many "$1") published" | tee -a "$work/kills"
  done
}

arrive_among_crashes() { # OUTPUT
  local crashing
  crashes "$1" >"$work/crashes.log" 2>&1 &
  crashing=$!
  arrive "$1" && wait $crashing && sed 's/^/figure: /' "$work/kills"
}

# A component more in what the state holds of an exam.
upgrade() {
  local source=src/main/java/org/mammobeam/stream/AssembleArrivals.java jar=$PWD/target/flink/mammobeam-flink.jar
  mkdir -p "$work/upgrade/classes"
  sed -e 's/^      @Nullable String waitingFor)$/      @Nullable String waitingFor,\n      long looks)/' \
    -e 's/^    static final Arrival NOTHING/    Arrival(long since, long end, long changed, Hash128 seen, @Nullable Hash128 taken, boolean again, @Nullable String waitingFor) {\n      this(since, end, changed, seen, taken, again, waitingFor, 0);\n    }\n\n&/' \
    $source >"$work/upgrade/AssembleArrivals.java"
  cp "$jar" "$work/upgrade/mammobeam-flink.jar"
  javac -nowarn -proc:none --release 17 -d "$work/upgrade/classes" -cp "$jar:$PWD/target/flink/cluster/lib/*" \
    "$work/upgrade/AssembleArrivals.java" && jar uf "$work/upgrade/mammobeam-flink.jar" -C "$work/upgrade/classes" org &&
    javap -cp "$work/upgrade/mammobeam-flink.jar" 'org.mammobeam.stream.AssembleArrivals$Arrival' | grep 'looks()'
}

# saves OUTPUT: with an exam that waits for a view, some that are in work, and some that have come a moment ago
saves() {
  local names exam
  mapfile -t names < <(ls "$work/second")
  exam=${names[-1]}
  mv "$work/second/$exam/L_CC.png" "$work/waiting-view.png"
  cp -r "$work/second/$exam" "$work/$input/" && eventually 300 waits_for "$1" "$exam" || return 1
  for exam in "${names[@]:0:3}"; do cp -r "$work/second/$exam" "$work/$input/"; done
  eventually 300 at_least 21 how_many "$1" || return 1
  for exam in "${names[@]:3:2}"; do cp -r "$work/second/$exam" "$work/$input/"; done
  # They have been seen then, but their folders have not been left alone for long enough.
  sleep 2
  ask savepoint "file://$work/savepoints" >"$work/savepoint" && ended "$1" 1 || return 1
  echo "figure: $(how_many "$1") published"
  [ "$(how_many "$1")" -lt 25 ] && ! is_published "$1" "${names[-1]}"
}

waits_for() { status "$1" waitingExams | grep -q "$2"; } # OUTPUT EXAM

resumes() { # OUTPUT
  local exam
  exam=$(ls "$work/second" | tail -1)
  eventually 300 at_least 25 how_many "$1" && ! is_published "$1" "$exam" || return 1
  cp "$work/waiting-view.png" "$work/$input/$exam/L_CC.png"
  eventually 600 is_published "$1" "$exam done" && eventually 600 quiet "$1" 26
}

# The launcher has ended long before.
stops_detached() { # OUTPUT
  "$program" stop --output="$work/$1" --wait=5m >"$work/stop" && cat "$work/stop" &&
    wanted "state" "$(status "$1" state)" drained && { ! ask job || ask cancel; }
}
