# The promise of incremental runs on a cluster: the rows of its table, one after the other into one output. Sourced.

other_bundle() { # NAME ROLE weights|bytes: the networks, but for one
  "${PYTHON:-/usr/bin/python3}" .ci/cluster/other_bundle.py "$models" "$work/$1" "$2" "$3"
}

row() { # NAME OUTPUT "COMPUTED..." OPTIONS...: one number for all stages, or one each
  check "$engine, $1" again "${@:2}"
}

again() { # OUTPUT "COMPUTED..." OPTIONS...
  local numbers
  read -r -a numbers <<<"$2"
  submit "$1" --placement=on "${@:3}" && computed "$work/$1.log" "${numbers[@]}"
}

incremental() { # OUTPUT of a run over the exams
  local more=$((exams + 1)) rest=("--input=$work/more")
  cp -r "$work/exams" "$work/more"
  cp -r "$work/crowd/phantom-0011" "$work/more/added"
  other_bundle other-patch patch weights
  other_bundle rewritten-patch patch bytes
  other_bundle other-image image weights
  row "row 2, an exam added" "$1" 1 "${rest[@]}" --models="$models"
  row "row 10, another patch network" "$1" "0 0 $more 0 $more $more" "${rest[@]}" --models="$work/other-patch"
  row "row 23, the first patch network again" "$1" 0 "${rest[@]}" --models="$models"
  row "row 10, a patch network that gives the same" "$1" "0 0 $more 0 0 0" "${rest[@]}" --models="$work/rewritten-patch"
  row "row 11, another image network" "$1" "0 0 0 $more 0 0" "${rest[@]}" --models="$work/other-image"
}
