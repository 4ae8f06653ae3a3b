# Checks that are counted; what fails goes on, so that one run tells everything. Sourced.
passed=0
failed=0

check() { # NAME COMMAND...
  local name=$1 begin=$SECONDS
  shift
  # In a shell of its own: a mistake in a script would leave out all that follows, without a word.
  if ("$@") >"$work/log" 2>&1; then
    echo "ok   $name ($((SECONDS - begin)) s)$(sed -n 's/^figure: /: /p' "$work/log" | paste -sd, | sed 's/,:/,/g')"
    passed=$((passed + 1))
  else
    echo "FAIL $name"
    tail -15 "$work/log"
    failed=$((failed + 1))
  fi
}

# wanted WHAT FOUND EXPECTED: says what was found, and whether it is that
wanted() {
  echo "figure: $1 $2"
  [ "$2" = "$3" ] || {
    echo "$1: $2, expected $3"
    return 1
  }
}

# eventually SECONDS COMMAND...: until it is so
eventually() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || {
      echo "not so in time: $*"
      return 1
    }
    sleep 0.3
  done
}

at_least() { [ "$("${@:2}")" -ge "$1" ]; } # NUMBER COMMAND...

conclude() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
