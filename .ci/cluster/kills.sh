# Workers that die (kill -9) in the middle of a job over 12 exams that differ; the platform gives another one. Sourced.

# crash OUTPUT STAGE FINISHED WHAT: when so many of the stage's artifacts are there
crash() {
  eventually 180 at_least "$3" finished "$1" "$2" || return 1
  [ "$(finished "$1" "$2")" -lt 12 ] || {
    echo "too late: $2 has all"
    return 1
  }
  case $4 in
    executor-of-*) pgrep -g "$(pid "${4#executor-of-}")" -f CoarseGrainedExecutorBackend | xargs kill -9 ;;
    *) "$cluster" kill "$4" && "$cluster" start "${4%-1}" ;;
  esac
}

# survives OUTPUT STAGE FINISHED WHAT: the job ends well, every exam once, only what was in flight computed again
survives() {
  local tasks=1
  [[ $4 != cpu-* ]] || tasks=4
  submit_and "$1" "${twelve[*]} --placement=on" crash "$@" && rows "$1" 12 && same "$1" undisturbed &&
    each_once "$1" 12 "$tasks" && pinned "$1"
}
