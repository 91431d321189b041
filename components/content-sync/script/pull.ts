/** How a node takes over what another one has. */
export const pullPart = `
ask() {
  peer=$1
  shift
  ssh -F none -T -o BatchMode=yes -o ConnectTimeout=5 -o ServerAliveInterval=5 -o ServerAliveCountMax=3 \\
    -o UserKnownHostsFile="$etc/known-hosts" -o GlobalKnownHostsFile=none -o StrictHostKeyChecking=yes \\
    -o HostKeyAlias=wso2-content -o IdentitiesOnly=yes -o LogLevel=ERROR -i "$etc/reader-key" \\
    -p "\${peer#*,}" "$owner@\${peer%,*}" "$@"
}
# rsync calls the script as its way to the other node: <script> <product> through <address,port> -l user host command
through() {
  peer=$1
  shift
  while [ "$1" != rsync ]; do shift; done
  ask "$peer" "$*"
}

# By name, as two arguments each: staged files take their places, each whole.
put=$in_place'
set -f
live=$1 stage=$2
shift 2
for path; do
  [ -e "$stage/$path" ] || [ -L "$stage/$path" ] || continue
  case $path in */*) mkdir -p "$live/\${path%/*}" ;; esac
  if [ -d "$live/$path" ] && [ ! -L "$live/$path" ]; then rmdir "$live/$path"; fi
  in_place "$stage/$path" "$live/$path"
done'
# What the writer no longer has: a folder goes when nothing of this node's own is in it.
drop='
set -f
live=$1
shift
for path; do
  if [ -d "$live/$path" ] && [ ! -L "$live/$path" ]; then rmdir "$live/$path" 2> /dev/null || :
  else rm -f "$live/$path"; fi
done'

fetch_list() {
  ask "$1" list > "$state/$2.raw"
  head -n 1 "$state/$2.raw" > "$state/$2.head"
  tail -n +2 "$state/$2.raw" > "$state/$2"
  grep -Eqx 'content [a-z]+ [0-9]+ [0-9a-z]+ [0-9]+' "$state/$2.head" || { say "no answer of a content sync: $(head -c 200 "$state/$2.head")"; exit 1; }
}

# pull <address,port>: leaves the source's header in $state/second.head
pull() {
  begun=$(date +%s)
  fetch_list "$1" first
  rm -rf "$stage"
  mkdir -p "$stage"
  grep -z '^[fl] ' "$state/first" > "$state/wanted" || :
  paths "$state/wanted" > "$state/wanted.paths"
  if [ -s "$state/wanted.paths" ]; then
    # 23 and 24: something went while it was read; the second list knows.
    rsync -lpt --safe-links --timeout=60 --from0 --files-from="$state/wanted.paths" --compare-dest="$live/" \\
      -e "$script $service through $1" "$owner@source:." "$stage/" || [ $? -eq 23 ] || [ $? -eq 24 ]
  fi
  fetch_list "$1" second
  read -r _ _ term line serial < "$state/second.head"
  # Only what stood unchanged from the first look to after it was read is whole.
  comm -z -12 "$state/wanted" "$state/second" > "$state/whole"
  paths "$state/second" > "$state/second.paths"
  grep -z '^d ' "$state/second" > "$state/folders" || :
  known=$state/received
  [ -f "$known" ] || : > "$known"
  # Whatever comes now is the writer's, also when this is cut short.
  sort -zu "$known" "$state/second.paths" > "$known.new"
  if [ "$(read_state line none)" = "$line" ]; then
    comm -z -23 "$known" "$state/second.paths" | sort -zr > "$state/gone"
  else
    # Another line of content: what it does not have, nobody is known to have deleted.
    : > "$state/gone"
  fi
  in_place "$known.new" "$known"
  xargs -0r sh -euc "$drop" sh "$live" < "$state/gone"
  paths "$state/folders" | (cd "$live" && xargs -0r mkdir -p --)
  paths "$state/whole" | xargs -0r sh -euc "$put" sh "$live" "$stage"
  cp "$state/second.paths" "$known.new"
  in_place "$known.new" "$known"
  write_state line "$line"
  write_state term "$term"
  write_state serial "$serial"
  rm -rf "$stage"
  # Something that is being written still is on its way.
  if grep -qz '^u ' "$state/second" || ! cmp -s "$state/first" "$state/second"; then
    write_state settled no
  else
    write_state settled yes
    write_state synced "$begun"
  fi
}
`;
