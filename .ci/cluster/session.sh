# Many jobs in the same processes. Sourced.

nothing_open() { # of the jobs' networks nothing is left
  eventually 10 test "$(open_networks gpu-1)" = 0 || {
    echo "the GPU worker holds $(open_networks gpu-1) networks"
    return 1
  }
}

# ten_in_a_row MODELS OTHER-MODELS: the last five with other networks; memory grows by less than three published networks
ten_in_a_row() {
  local number bundle=$1 third tenth
  for number in $(seq 10); do
    [ "$number" -le 5 ] || bundle=$2
    submit "session-$number" "${job[0]}" --placement=on --models="$bundle" && computed "$work/session-$number.log" "$exams" && nothing_open || return 1
    echo "after $number: $(resident cpu-1) and $(resident gpu-1) MB" | tee -a "$work/session"
    [ "$number" != 3 ] || third=$(($(resident cpu-1) + $(resident gpu-1)))
  done
  tenth=$(($(resident cpu-1) + $(resident gpu-1)))
  echo "figure: resident after 3: $third MB, after 10: $tenth MB"
  [ $((tenth - third)) -lt "$THREE_NETWORKS_MB" ]
}

