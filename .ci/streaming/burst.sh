# Five hundred exams at once with a small heap, and ten minutes without any. Sourced.

# Heaps are resident from the start, so that what grows is not they.
heap="-Xmx2g -Xms2g -XX:+AlwaysPreTouch"

resident_of() { echo $(($(sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$(cat "$work/$1.pid")/status") / 1024)); } # OUTPUT: MB

cpu_of() { awk -v hz="$(getconf CLK_TCK)" '{ printf "%.1f\n", ($14 + $15) / hz }' "/proc/$(cat "$work/$1.pid")/stat"; } # OUTPUT: seconds

count_of() { find "$work/$1/published" -name '*.json' 2>/dev/null | wc -l; } # OUTPUT: publications

# burst OUTPUT EXAMS: all are done, and in the second half of the time the process grows by no more than a tenth of a GB
burst() {
  local exams=$2 first second
  # Every process of a stream has looked before anything comes: what is measured is exams.
  eventually 300 begun "$1" || return 1
  cp -r "$work/many/." "$work/$input/"
  until [ "$(count_of "$1")" -ge "$exams" ]; do
    [ ! -e "$work/$1.code" ] || {
      tail -15 "$work/$1.log"
      return 1
    }
    sleep 5
    echo "$(date +%s) $(count_of "$1") $(resident_of "$1")" >>"$work/resident"
  done
  eventually 300 quiet "$1" "$exams" || return 1
  # By time, not by what is published: an engine may publish all of a burst at its end.
  read -r first second < <(awk '{ mb[NR] = $3 }
    END { for (i = 1; i <= NR; i++) { half = i * 2 > NR; if (mb[i] > most[half]) most[half] = mb[i] }; print most[0], most[1] }' "$work/resident")
  echo "figure: at most $first MB in the first half of the time, $second MB in the second"
  echo "figure: $(status "$1" latency p50Millis) ms p50, $(status "$1" latency p95Millis) ms p95"
  wanted "published" "$(count_of "$1")" "$exams" && wanted "failed" "$(status "$1" failures)" 0 && [ $((second - first)) -lt 100 ]
}

# idles OUTPUT SECONDS: the process does not grow, and takes less than a fiftieth of a core
idles() {
  local memory cpu
  # The last snapshot is made, and whatever was awake sleeps.
  sleep 60
  jcmd "$(cat "$work/$1.pid")" GC.run >/dev/null
  memory=$(resident_of "$1") cpu=$(cpu_of "$1")
  sleep "$2"
  echo "figure: $memory MB before, $(resident_of "$1") MB after"
  cpu=$(awk -v before="$cpu" -v after="$(cpu_of "$1")" 'BEGIN { printf "%.1f", after - before }')
  echo "figure: $cpu s of CPU in $2 s"
  [ $(($(resident_of "$1") - memory)) -lt 20 ] && awk -v cpu="$cpu" -v all="$2" 'BEGIN { exit !(cpu < all / 50) }'
}
