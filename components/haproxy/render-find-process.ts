/**
 * Shell functions that find a HAProxy among this machine's processes. One in a container says another number than it has
 * here: the kernel lists both (`NSpid`), and where two containers have the same, the file of the socket tells whose it is.
 *
 * HAProxy Enterprise calls its program `hapee-lb`. No program of a container is run: it would run as this machine's root.
 *
 * - `found_as <number> <socket>`: the number here of the process that says that it is `<number>`; nothing where there is none.
 * - `parent <process>`: the process that started it.
 * - `started_by <process>`: the process whose root folder its files are in.
 * - `as_here <number> <process>`: the same of a number that the process knows another one by.
 */
export const findProcess = `
is_haproxy() { [ -r "/proc/$1/comm" ] && read -r comm < "/proc/$1/comm" && case $comm in haproxy* | hapee*) ;; *) false ;; esac; }
inner() { sed -n 's/^NSpid:.*[[:space:]]//p' "/proc/$1/status" 2>/dev/null || :; }
parent() { sed -n 's/^PPid:[[:space:]]*//p' "/proc/$1/status" 2>/dev/null || :; }
# Its master, which does not lock itself up (chroot); else itself.
started_by() {
  set -- "$1" "$(parent "$1")"
  if is_haproxy "$2"; then echo "$2"; else echo "$1"; fi
}
called() {
  for path in /proc/[0-9]*; do
    if is_haproxy "\${path#/proc/}" && [ "$(inner "\${path#/proc/}")" = "$1" ]; then echo "\${path#/proc/}"; fi
  done
}
file_id() { stat -Lc %d:%i "$1" 2>/dev/null; }
has_socket() {
  want=$(file_id "$2") || return 1
  # HAProxy binds to a name aside, which the kernel keeps, and renames the file.
  for path in $(sed -n 's|^[^/]* /|/|p' "/proc/$1/net/unix" | sed 's/[.][0-9]*[.]tmp$//' | sort -u); do
    if [ "$(file_id "/proc/$(started_by "$1")/root$path")" = "$want" ]; then return 0; fi
  done
  return 1
}
found_as() {
  if is_haproxy "$1"; then echo "$1"; return; fi
  socket=$2
  set -- $(called "$1")
  if [ $# -le 1 ]; then echo "$@"; return; fi
  for each; do
    if has_socket "$each" "$socket"; then echo "$each"; return; fi
  done
}
as_here() {
  if [ "$(inner "$2")" = "$2" ]; then echo "$1"; return; fi
  for each in $(called "$1"); do
    if [ "$(readlink "/proc/$each/ns/pid")" = "$(readlink "/proc/$2/ns/pid")" ]; then echo "$each"; fi
  done
}`;
