# Streams as processes, and what they have written. Sourced; outputs are named by their folder in $work.

launch=("$program" run --device=cpu)
pace=(--poll=1s --settle=3s --exam-timeout=20s --snapshot-every=5s)

# stream OUTPUT OPTIONS...: starts one over the input in $work/$input
stream() {
  local output=$1
  shift
  # One that a failed check has left running would write to the same status.
  if [ -e "$work/$output.pid" ] && [ ! -e "$work/$output.code" ]; then kill -9 "$(cat "$work/$output.pid")" || true; fi
  rm -f "$work/$output.code"
  (
    "${launch[@]}" --streaming "${pace[@]}" --input="$work/$input" --output="$work/$output" \
      --pipeline="$work/quick.yaml" "$@" >"$work/$output.log" 2>&1 &
    echo $! >"$work/$output.pid"
    code=0
    wait $! || code=$?
    echo $code >"$work/$output.code"
  ) &
}

# batch OUTPUT OPTIONS...: a run with an end over the same input; failed exams are as they should be
batch() {
  local code=0
  "$program" run --input="$work/$input" --output="$work/$1" --device=cpu --pipeline="$work/quick.yaml" "${@:2}" \
    >"$work/$1-batch.log" 2>&1 || code=$?
  [ $code = 0 ] || [ $code = 3 ] || {
    cat "$work/$1-batch.log"
    return $code
  }
}

# ended OUTPUT CODE: within a minute, as expected
ended() {
  eventually 300 test -s "$work/$1.code" || return 1
  wanted "exit code" "$(cat "$work/$1.code")" "$2" || {
    tail -15 "$work/$1.log"
    return 1
  }
}

# stop OUTPUT CODE: drains it; the folder that it began among the runs is gone
stop() {
  local start
  start=$(status "$1" start id)
  [ -e "$work/$1/runs/$start/START" ] || {
    echo "the stream $start has no START"
    return 1
  }
  "$program" stop --output="$work/$1" --wait=5m && ended "$1" "$2" && wanted "state" "$(status "$1" state)" drained || return 1
  [ ! -e "$work/$1/runs/$start" ] || {
    echo "runs/$start is still there"
    return 1
  }
}

crash() { # OUTPUT: as a power cut would
  kill -9 "$(cat "$work/$1.pid")" && ended "$1" 137
}

status() { # OUTPUT FIELD...: of status.json
  "$python" -c 'import functools, json, sys; print(functools.reduce(lambda o, k: o[k], sys.argv[2:], json.load(open(sys.argv[1]))))' \
    "$work/$1/status/status.json" "${@:2}" 2>/dev/null
}

# begun OUTPUT: the start of its process has told what it screens by
begun() {
  grep -q '^status: ' "$work/$1.log" && [ "$(status "$1" edition millis)" != 0 ]
}

published() { "$python" .ci/streaming/publications.py "$work/$1"; } # OUTPUT

how_many() { published "$1" | wc -l; } # OUTPUT: exams that are published

is_published() { published "$1" | grep -q "^$2"; } # OUTPUT LINE

quiet() { # OUTPUT EXAMS: as many are published, and nothing is in work
  [ "$(how_many "$1")" -ge "$2" ] && [ "$(status "$1" inWork)" = 0 ]
}

# as_expected OUTPUT: each publication once, and no other than $work/expected says
as_expected() {
  published "$1" >"$work/published"
  echo "figure: $(wc -l <"$work/published") exams published"
  diff "$work/expected" "$work/published"
}

expect() { # EXAM OUTCOMES...: in the expected publications, in the place of what was expected of it
  { grep -v "^$1 " "$work/expected" 2>/dev/null || true; echo "$@"; } | sort >"$work/expected.new"
  mv "$work/expected.new" "$work/expected"
}

same_results() { # OUTPUT OTHER
  local file
  for file in "${results[@]/#/predictions/}" failures.jsonl; do
    cmp "$work/$2/$file" "$work/$1/$file" || return 1
  done
  wanted "results" "$(($(wc -l <"$work/$1/predictions/image_predictions.csv") - 1))" "$3"
}

artifacts() { find "$work/$1/artifacts" -name manifest.json | wc -l; } # OUTPUT
