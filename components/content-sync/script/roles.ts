/** Who writes, and how another node comes to. Errors end the process: one round is one process. */
export const rolesPart = `
# Each other node that answers: its place and its header, a line each.
ask_peers() {
  for each in $peers; do
    answer=$(ask "\${each#*=}" head 2> /dev/null | head -n 1) || answer=""
    if printf '%s\\n' "$answer" | grep -Eqx 'content [a-z]+ [0-9]+ [0-9a-z]+ [0-9]+'; then
      echo "\${each%%=*} \${each#*=} \${answer#content }"
    fi
  done > "$state/peers"
  leader=$(awk '$3 == "writer" || $3 == "resigned" { print $1; if ($3 == "writer") exit }' "$state/peers" | tail -n 1)
  [ -z "$leader" ] || write_state leader "$leader $(date +%s)"
}
# The one that wrote a moment ago, and does not answer now: its last word may come yet, or it writes still.
silent_leader() {
  set -- $(read_state leader "")
  [ $# -eq 2 ] && [ $(($(date +%s) - $2)) -lt "$max_lag_sec" ] || return 0
  case " $peers" in *" $1="*) grep -q "^$1 " "$state/peers" || echo "$1" ;; esac
}
# Whether what is on its way has been so for as long as content may be old.
overdue() {
  since=$(read_state unsettled 0)
  if [ "$since" -eq 0 ]; then
    since=$(date +%s)
    write_state unsettled "$since"
  fi
  [ $(($(date +%s) - since)) -ge "$max_lag_sec" ]
}
# The one that knows most of those with content: place, role, serial.
newest_peer() { sort -k6,6nr "$state/peers" | awk '$5 != "none" { print $2, $3, $6; exit }'; }

# From now on it is another one's word what is deleted: all that this node has given out, it has as if from there.
resign() {
  (records) > "$state/own"
  paths "$state/own" > "$state/received.new"
  in_place "$state/received.new" "$state/received"
  write_state serial "$(date +%s)"
  write_state role resigned
}

# The one that is configured leads as soon as nobody else does.
lead() {
  own=$(read_state role new)
  own_term=$(read_state term 0)
  ask_peers
  # A writer by a newer word than this one's.
  other=$(awk -v own="$own" -v term="$own_term" '$3 == "writer" && (own != "writer" || $4 > term) { print $1, $2; exit }' "$state/peers")
  if [ -n "$other" ]; then
    [ "$own" != writer ] || resign
    say "waits: \${other% *} still writes"
    pull "\${other#* }"
    return
  fi
  if [ "$own" != writer ]; then
    silent=$(silent_leader)
    if [ -n "$silent" ]; then
      say "waits: $silent, which wrote a moment ago, does not answer"
      return
    fi
    line=$(read_state line none)
    [ "$own" = resigned ] || line=none
    set -- $(newest_peer)
    known=$(read_state serial 0)
    if [ $# -eq 3 ] && { [ "$3" -gt "$known" ] || { [ "$2,$3" = "resigned,$known" ] && [ "$(read_state settled yes)" = no ]; }; }; then
      line=none
      pull "$1"
      # From the writer before, after its last word: what it deleted is deleted, and what it wrote last comes whole.
      if [ "$2" = resigned ]; then
        line=$(read_state line none)
        if [ "$(read_state settled yes)" = no ] && ! overdue; then
          say "waits: what was written last is not whole yet"
          return
        fi
      fi
    fi
    rm -f "$state/unsettled"
    # What the writer before did last, nobody may know: on a new line nobody deletes what this node lacks.
    [ "$line" != none ] || line=$(od -An -N8 -tx1 /dev/urandom | tr -d ' \\n')
    term=$(awk -v top="$(read_state term 0)" '$4 > top { top = $4 } END { print top + 1 }' "$state/peers")
    write_state line "$line"
    write_state term "$term"
    write_state role writer
    say "writes from now on, term $term"
  fi
  write_state serial "$(date +%s)"
  write_state synced "$(date +%s)"
}

follow() {
  [ "$(read_state role new)" != writer ] || resign
  ask_peers
  at=$(awk -v name="$writer" '$1 == name && $3 == "writer" { print $2 }' "$state/peers")
  if [ -n "$at" ]; then
    pull "$at"
    write_state role follower
  elif [ "$(read_state line none)" != none ]; then
    say "$writer can't be reached, or does not write yet"
    exit 1
  else
    set -- $(newest_peer)
    if [ $# -eq 0 ]; then
      say "nobody has content yet"
      exit 3
    fi
    pull "$1"
  fi
}

round() { if [ "$writer" = "$node" ]; then lead; else follow; fi; }

# Until the next look.
pause() {
  if [ "$writer" = "$node" ] || [ "$watch" = timer ]; then
    if [ "$(read_state settled yes)" = no ]; then sleep 1; else sleep "$interval_sec"; fi
  else
    at=$(awk -v name="$writer" '$1 == name { print $2 }' "$state/peers")
    if [ "$(read_state settled yes)" = no ]; then sleep 1; fi
    ask "$at" wait "$(digest "$state/second")"
  fi
}

run() {
  lock
  while :; do
    if "$script" "$service" round 9>&- && "$script" "$service" pause 9>&-; then :; else sleep 2 9>&-; fi
  done
}
lock() {
  exec 9> "$state/lock"
  flock -w 20 9 || { say "another content sync of $service runs on this machine"; exit 1; }
}

# Before the product starts: what others have is there, unless it was before.
begin() {
  lock
  if "$script" "$service" round 9>&-; then :; else
    code=$?
    if [ "$(read_state line none)" = none ] && [ "$code" -ne 3 ]; then exit "$code"; fi
  fi
  (records) > "$state/seen"
  echo "$(read_state role new), $(tr -cd '\\0' < "$state/seen" | wc -c) files and folders"
}

lag() {
  [ -x "$state" ] || { say "what is known of the content of $service is for root and its user: with sudo"; exit 1; }
  synced=$(read_state synced 0)
  age=$(($(date +%s) - synced))
  if [ "$synced" -eq 0 ]; then say "content of $service has never come from $writer"; exit 1; fi
  if [ "$age" -gt "$max_lag_sec" ]; then
    say "content of $service is $age s old, more than $max_lag_sec s: journalctl -u wso2-$service-content says why"
    exit 1
  fi
  echo "content of $service is $age s old; this node is $(read_state role new), $writer writes"
}
`;
