# Exams that arrive file by file: incomplete, late, corrupt; then the same folders again, and programs that die. Sourced.

# exams NAME NUMBER SEED: small ones that differ
exams() {
  "$program" phantoms --to="$work/$1" --exams="$2" --seed="$3" --width=480 --height=640 >/dev/null
  rm "$work/$1/truth.json"
}

# Twenty, of which two lack a view, one of them for the time being, and one has a corrupt image.
prepare_arrivals() {
  local exam corrupt
  exams arriving 20 100
  mapfile -t names < <(ls "$work/arriving")
  incomplete=${names[3]} late=${names[8]} corrupt=${names[13]}
  rm "$work/arriving/$incomplete/R_MLO.png"
  mv "$work/arriving/$late/L_CC.png" "$work/late-view.png"
  "$python" - "$work/arriving/$corrupt/L_MLO.png" <<'END'
import sys
with open(sys.argv[1], "r+b") as image:
    image.seek(2000)
    image.write(b"not what was written" * 50)
END
  for exam in "${names[@]}"; do expect "$exam" done; done
  expect "$incomplete" failed
  expect "$corrupt" failed
  expect "$late" failed done
}

# arrive OUTPUT: over a minute, and the missing view when its exam was given up
arrive() {
  "$python" .ci/streaming/arrive.py "$work/arriving" "$work/$input" 60 1 &&
    eventually 600 is_published "$1" "$late failed" || return 1
  cp "$work/late-view.png" "$work/$input/$late/L_CC.png"
  eventually 600 is_published "$1" "$late failed done" && eventually 600 quiet "$1" 20
}

stands_still() { # OUTPUT: what lies there is the same when a stream has looked at everything
  local before after
  before=$(artifacts "$1")
  eventually 300 begun "$1" || return 1
  # Three looks, and the time that folders have to be left alone.
  sleep 8
  after=$(artifacts "$1")
  wanted "artifacts made" $((after - before)) 0 && wanted "in work" "$(status "$1" inWork)" 0 && as_expected "$1" &&
    wanted "runs made" "$(($(published_runs "$1") - runs_before))" 0
}

published_runs() { find "$work/$1/runs" -name DONE | wc -l; } # OUTPUT

# dies OUTPUT NUMBER MORE: of more exams that come, when so many are published
dies() {
  cp -r "$work/$3/." "$work/$input/"
  eventually 600 at_least "$2" how_many "$1" && crash "$1" || return 1
  local all
  all=$(find "$work/$input" -mindepth 1 -maxdepth 1 | wc -l)
  echo "figure: $(how_many "$1") of $all published when it was killed"
  [ "$(how_many "$1")" -lt "$all" ]
}

# beside OUTPUT MORE: a batch run into the output while the stream works on more exams
beside() {
  cp -r "$work/$2/." "$work/$input/"
  batch "$1" --models="$models" && eventually 600 all_in_newest "$1" && eventually 300 quiet "$1" 0 &&
    wanted "publications of one exam" "$(published "$1" | grep -v "^$late " | awk '{ print NF - 1 }' | sort -nr | head -1)" 1
}

all_in_newest() { # OUTPUT: results or failures of all exams of the input are in the newest run
  [ "$(cat "$work/$1/predictions/image_predictions.csv" "$work/$1/failures.jsonl" | wc -l)" -gt "$(ls "$work/$input" | wc -l)" ]
}
