# Another bundle while the stream runs. Sourced.

turn() { # BUNDLE: the link that is watched
  ln -s "$1" "$work/watched.new"
  mv -T "$work/watched.new" "$work/watched"
}

exchange() { # BUNDLE: the files of the folder that is watched, the description last
  local file
  for file in "$1"/*.pt "$1/bundle.json"; do cp "$file" "$work/watched/"; done
}

bundle_is() { [ "$(status "$1" edition text)" = "$2" ]; } # OUTPUT NUMBER-AND-NAME

refused() { [ -n "$(status "$1" refusal text)" ]; } # OUTPUT

# networks OUTPUT: how many its process holds
networks() { jcmd "$(cat "$work/$1.pid")" VM.system_properties | sed -n 's/^mammobeam.open-networks=//p'; }

open_are() { [ "$(networks "$1")" = "$2" ]; } # OUTPUT NUMBER

# rows_by OUTPUT BATCH EXAMS...: rows of exams are those of a batch run, with the networks that they name
rows_by() {
  local exam
  for exam in "${@:3}"; do
    diff <(grep "\"$exam\"" "$work/$2/predictions/predictions.jsonl") <(grep "\"$exam\"" "$work/$1/predictions/predictions.jsonl") ||
      return 1
  done
  echo "figure: $(($# - 2)) rows as of $2"
}

# swaps OUTPUT: some exams arrive, the link is turned while they are in work, others arrive, then a broken bundle and one more
swaps() {
  cp -r "$work/swapped-1/." "$work/$input/"
  eventually 600 at_least 1 how_many "$1" || return 1
  turn "$work/other"
  eventually 300 bundle_is "$1" "2 $other_name" || return 1
  cp -r "$work/swapped-2/." "$work/$input/"
  eventually 600 quiet "$1" 6 || return 1
  turn "$work/broken"
  eventually 300 refused "$1" || return 1
  echo "figure: refused: $(status "$1" refusal text)"
  cp -r "$work/swapped-3/." "$work/$input/"
  eventually 600 quiet "$1" 7 && bundle_is "$1" "2 $other_name"
}

# each_by_one OUTPUT: those that came before the swap by the first bundle, or by the second if they were still to be begun; all others by
# the second
each_by_one() {
  local exam first=0
  for exam in $(ls "$work/swapped-1"); do
    if (rows_by "$1" by-first "$exam"); then first=$((first + 1)); else rows_by "$1" by-other "$exam" || return 1; fi
  done >"$work/rows"
  # shellcheck disable=SC2046 # names are words
  [ $first -gt 0 ] && echo "figure: $first rows as of the first bundle" && rows_by "$1" by-other $(ls "$work/swapped-2" "$work/swapped-3" | grep phantom)
}

# redoes OUTPUT: old exams by what is there when it starts, and again by what comes
redoes() {
  eventually 600 redone "$1" by-other || return 1
  exchange "$models"
  eventually 600 redone "$1" by-first && eventually 300 bundle_is "$1" "3 $first_name"
}

redone() { cmp -s "$work/$2/predictions/predictions.jsonl" "$work/$1/predictions/predictions.jsonl"; } # OUTPUT BATCH
