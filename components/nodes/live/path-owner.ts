/**
 * Shell function `owner_of`: the user who decides what a path leads to, the owner of the first folder on the way
 * that is not root's. Whoever owns a folder can put a link in the place of all that is below it.
 */
export const ownerOfFunction = `
owner_of() (
  rest=\${1%/*}
  at=""
  while [ -n "$rest" ]; do
    rest=\${rest#/}
    at="$at/\${rest%%/*}"
    case $rest in */*) rest=/\${rest#*/} ;; *) rest="" ;; esac
    [ -e "$at" ] || [ -L "$at" ] || break
    who=$(stat -c %U "$at")
    # A link of root's is root's word, what it leads to may not be.
    if [ "$who" = root ] && [ -L "$at" ]; then who=$(owner_of "$(readlink -f "$at")/."); fi
    if [ "$who" != root ]; then printf '%s\\n' "$who"; exit 0; fi
  done
  echo root
)`;
