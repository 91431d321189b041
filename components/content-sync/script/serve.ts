/** What another node may ask for, by a key that can do nothing else: see that file's `authorized-keys`. */
export const servePart = `
refuse() { say "refused: $1"; exit 2; }

serve() {
  case $1 in
    head) header ;;
    list) header; records ;;
    "wait "*) await "\${1#wait }" ;;
    "rsync --server --sender "*)
      # By its client's own words alone: no option that follows links or leaves the folder.
      printf '%s\\n' "$1" | grep -Eqx 'rsync --server --sender -[lptrR]+e\\.[A-Za-z]*( --from0| --files-from=-| --safe-links| --timeout=60)* \\. \\.' ||
        refuse "$1"
      cd "$live"
      set -f
      exec $1
      ;;
    *) refuse "$1" ;;
  esac
}

# Returns once the content is another one than the asker has, or after the interval.
await() {
  case $1 in *[!0-9a-f]*) refuse "wait $1" ;; esac
  seen=$(mktemp -p "$state" seen.XXXXXX)
  trap 'rm -f "$seen"' EXIT
  end=$(($(date +%s) + interval_sec))
  while :; do
    records > "$seen"
    [ "$(digest "$seen")" = "$1" ] || return 0
    left=$((end - $(date +%s)))
    [ "$left" -gt 0 ] || return 0
    # A file that was just written settles without another event.
    if grep -qz '^u ' "$seen"; then left=1; fi
    inotifywait -qq -r -t "$left" -e close_write -e moved_to -e moved_from -e create -e delete -e attrib "$live" ||
      [ $? -eq 2 ] || sleep 1
  done
}
`;
