# What lies in the output folder of runs. Sourced; outputs are named by their folder in $work.
stages=(crop centers heatmaps classify-image classify-image-heatmaps visualize)
results=(image_predictions.csv imageheatmaps_predictions.csv predictions.jsonl)

same() { # OUTPUT OTHER: the same results, byte by byte
  local file
  for file in "${results[@]}"; do
    cmp "$work/$2/predictions/$file" "$work/$1/predictions/$file" || return 1
  done
}

# computed LOG EXAMS-PER-STAGE...: what the table at the end of a run says was computed, one number for all stages or one each
computed() {
  local log=$1 stage number expected=""
  shift
  for stage in "${stages[@]}"; do
    number=$1
    [ $# -eq 1 ] || shift
    expected+="$stage $number "
  done
  wanted "computed" "$(awk '$1 ~ /^(crop|centers|heatmaps|classify|visualize)/ && NF == 6 { printf "%s %s ", $1, $2 }' "$log")" "$expected"
}

# finished OUTPUT STAGE: how many of its artifacts are whole
finished() { find "$work/$1/artifacts/$2" -name manifest.json 2>/dev/null | wc -l; }

# workers OUTPUT STAGE: who made its artifacts
workers() {
  find "$work/$1/artifacts/$2" -name manifest.json -exec grep -ho '"worker":"[^"]*' {} + 2>/dev/null | sed 's/.*"//' | sort -u | paste -sd' '
}

pinned() { # OUTPUT: networks ran on GPU workers and everything else on the others
  local stage kind wrong=0
  for stage in "${stages[@]}"; do
    case $stage in heatmaps | classify*) kind=gpu ;; *) kind=cpu ;; esac
    echo "figure: $stage on $(workers "$1" "$stage")"
    [[ " $(workers "$1" "$stage")" =~ ^(\ $kind-[0-9]+)+$ ]] || wrong=1
  done
  return $wrong
}

without_networks() { # OUTPUT: crops and centres were made, and nothing that wants a GPU
  local stage
  [ "$(finished "$1" centers)" -gt 0 ] || return 1
  for stage in heatmaps classify-image classify-image-heatmaps visualize; do
    [ "$(finished "$1" "$stage")" = 0 ] || {
      echo "$stage ran on $(workers "$1" "$stage")"
      return 1
    }
  done
}

# each_once OUTPUT EXAMS IN-FLIGHT: nothing that was finished was computed again; half-made artifacts are at most IN-FLIGHT
each_once() {
  local attempts made keys
  attempts=$(find "$work/$1/artifacts" -mindepth 3 -maxdepth 3 -type d | wc -l)
  made=$(find "$work/$1/artifacts" -name manifest.json | wc -l)
  keys=$(find "$work/$1/artifacts" -mindepth 2 -maxdepth 2 -type d | wc -l)
  echo "figure: $((attempts - made)) of $attempts attempts lost"
  [ "$made" = "$keys" ] && [ "$keys" = $((${#stages[@]} * $2)) ] && [ $((attempts - made)) -le "$3" ] || {
    echo "$made artifacts of $keys keys, $((${#stages[@]} * $2)) expected, $((attempts - made)) half-made, at most $3 expected"
    return 1
  }
}

rows() { # OUTPUT EXAMS: as many, and no exam twice
  local file
  for file in "${results[@]:0:2}"; do
    wanted "rows of $file" "$(tail -n +2 "$work/$1/predictions/$file" | cut -d, -f1 | sort -u | wc -l)" "$2" &&
      [ "$(tail -n +2 "$work/$1/predictions/$file" | wc -l)" = "$2" ] || return 1
  done
}
