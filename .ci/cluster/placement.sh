# Where stages run. Sourced.

off_spreads() { # OUTPUT: without placement, networks run on workers without GPUs, too
  submit "$1" "${job[@]}" --placement=off "${every_slot[@]}" && same "$1" direct || return 1
  echo "figure: heatmaps on $(workers "$1" heatmaps)"
  [[ $(workers "$1" heatmaps) == *cpu-* ]]
}

waits() { # OUTPUT: without a GPU worker, the job ends with a message, and networks ran nowhere
  local code=0
  submit "$1" "${job[@]}" --placement=on --gpu-wait=15s || code=$?
  echo "figure: $(grep 'the job failed' "$work/$1.log")"
  wanted "exit code" $code 1 && without_networks "$1" &&
    grep -q "the \(external \)\?resource gpu; the job has been cancelled after --gpu-wait=15s" "$work/$1.log"
}

late_worker_is_used() { # OUTPUT: the second GPU worker
  local settings=slow # else the first one is done before the second has started
  submit_and "$1" "${crowd[*]} --placement=on --gpu-slots=2" join "$1" && rows "$1" "$many" && each_once "$1" "$many" 0 &&
    pinned "$1" && wanted "heatmaps on" "$(workers "$1" heatmaps)" "gpu-1 gpu-2"
}

join() { # OUTPUT: when the first one is at work
  eventually 600 at_least 1 finished "$1" heatmaps && "$cluster" start gpu
}
