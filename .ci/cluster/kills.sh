# Workers that die (kill -9) in the middle of a job over exams that differ; the platform gives another one. Sourced.

# crash OUTPUT STAGE WHAT: at a random moment, when up to half of the stage's artifacts are there
crash() {
  local moment=$((1 + RANDOM % (many / 2)))
  eventually 600 at_least "$moment" finished "$1" "$2" && sleep "0.$((RANDOM % 5))" || return 1
  echo "figure: killed with $(finished "$1" "$2") of $many $2 finished"
  [ "$(finished "$1" "$2")" -lt "$many" ] || {
    echo "too late: $2 has all"
    return 1
  }
  case $3 in
    executor-of-*) pgrep -g "$(pid "${3#executor-of-}")" -f CoarseGrainedExecutorBackend | xargs kill -9 ;;
    *) "$cluster" kill "$3" && "$cluster" start "${3%-1}" ;;
  esac
}

# survives OUTPUT STAGE WHAT: the job ends well, every exam once, only what was in flight computed again
survives() {
  local tasks=1
  [[ $3 != cpu-* ]] || tasks=4
  submit_and "$1" "${crowd[*]} --placement=on" crash "$@" && rows "$1" "$many" && same "$1" $undisturbed &&
    each_once "$1" "$many" "$tasks" && pinned "$1"
}

# killed TIMES STAGE WHAT: so often, each time into an output of its own
killed() {
  local number
  for number in $(seq "$1"); do
    check "$engine, $3 killed during $2, time $number" survives "$engine-killed-$3-$number" "$2" "$3"
  done
}
