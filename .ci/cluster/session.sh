# Submissions: many to the same processes, and one that nobody waits for. Sourced.

none_is_open() { [ "$(open_networks gpu-1)" = 0 ]; }

nothing_open() { # of the jobs' networks nothing is left
  eventually 60 none_is_open || {
    echo "the GPU worker holds $(open_networks gpu-1) networks"
    return 1
  }
}

# ten_in_a_row MODELS OTHER-MODELS: the last five with other networks; from the third to the tenth, no worker's memory grows
# by more than the three published networks take
ten_in_a_row() {
  local number bundle=$1 worker allowed_mb=78
  local -A third
  for number in $(seq 10); do
    [ "$number" -le 5 ] || bundle=$2
    submit "session-$number" "${job[0]}" --placement=on --models="$bundle" &&
      computed "$work/session-$number.log" "$exams" && nothing_open || return 1
    for worker in cpu-1 gpu-1; do
      # Without garbage, class loaders of jobs among it.
      jcmd "$(pid $worker)" GC.run >/dev/null
      echo "after $number: $worker $(resident $worker) MB" | tee -a "$work/resident"
      [ "$number" != 3 ] || third[$worker]=$(resident $worker)
    done
  done
  for worker in cpu-1 gpu-1; do
    echo "figure: $worker ${third[$worker]} MB after 3, $(resident $worker) MB after 10"
    [ $(($(resident $worker) - ${third[$worker]})) -lt $allowed_mb ] || return 1
  done
}

published() { ./mammobeam runs --output="$work/$1" | grep -q published; } # OUTPUT: as the list of runs says it

# detached OUTPUT: the launcher ends before the job, which goes on to publish its run
detached() {
  submit "$1" "${crowd[@]}" --placement=on --detach && ./mammobeam runs --output="$work/$1" >"$work/runs" &&
    echo "figure: $(awk 'NR == 2 { print $2 }' "$work/runs") when the launcher ended" && grep -q unfinished "$work/runs" &&
    eventually 600 test -e "$work/$1/report/index.html" && eventually 10 published "$1" && same "$1" $undisturbed
}
