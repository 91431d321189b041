/** What all parts of the script use. Lists are records that end with NUL: a name may have any other character. */
export const commonPart = `#!/bin/sh
# Written by pulumi-wso2: keeps folders of a WSO2 product the same on all nodes, by one writer.
# usage: content-sync <product> run | begin | serve | lag
set -euf
export LC_ALL=C
umask 027
etc=/etc/wso2-content/$1
. "$etc/config"
live=$root/live
stage=$root/stage
state=$root/state

say() { printf '%s\\n' "$*" >&2; }
read_state() { cat "$state/$1" 2> /dev/null || printf '%s' "$2"; }
# Whole on the disk before it has its name, and the name too before anything else is done. Also for other shells.
in_place='in_place() { [ -L "$1" ] || sync "$1"; mv -fT "$1" "$2"; sync "\${2%/*}"; }'
eval "$in_place"
write_state() {
  printf '%s\\n' "$2" > "$state/$1.new"
  in_place "$state/$1.new" "$state/$1"
}

# One record each: f (a file), u (a file that was just written), l (a link), d (a folder); size and times; path.
records() {
  cd "$live"
  find . -mindepth 1 \\( -type d -printf 'd - %P\\0' \\) -o \\( -type l -printf 'l - %P\\0' \\) \\
    -o \\( -type f -newerct "$settle_sec seconds ago" -printf 'u - %P\\0' \\) \\
    -o \\( -type f -printf 'f %s,%T@,%C@ %P\\0' \\) | sort -z
  cd /
}
paths() { sed -z 's/^[a-z] [^ ]* //' "$1" | sort -z; }
digest() { sha256sum < "$1" | cut -d' ' -f1; }

# What this node is and knows: role, term of the writer, line of content, how new it is.
header() {
  echo "content $(read_state role new) $(read_state term 0) $(read_state line none) $(read_state serial 0)"
}
`;
