import { quote } from "../../remote/ssh/shell";
import type { AskedProcess } from "../process-info";
import { findProcess } from "../render-find-process";
import { stateToolPath } from "../render-service-files";

/**
 * Shell text that lists the processes that a reload left behind to finish their connections. Where our own tool is,
 * it asks each of them over the master's socket. Elsewhere nobody can ask them, but the machine shows them: workers
 * under the same master, and those that a newer process was started to replace (`-sf`, `-st`).
 *
 * @param asked The process that others may be older than. @default only our own tool is asked
 */
export function renderListOld(asked?: AskedProcess): string {
  return `${findProcess}
old_processes() {
  set -- "$(found_as "$1" "$2")"
  [ -n "$1" ] || return 0
  read -r name < "/proc/$1/comm"
  named() { [ -r "/proc/$1/comm" ] && read -r found < "/proc/$1/comm" && [ "$found" = "$name" ]; }
  numbers() { tr '\\0' '\\n' < "/proc/$1/cmdline" 2>/dev/null | sed -n '/^-s[ft]$/,$p' | grep -x '[0-9][0-9]*' || :; }
  replaced() { for number in $(numbers "$1"); do as_here "$number" "$1"; done; }
  master=$(parent "$1")
  named "$master" || master=none
  known=" $1 $master "
  siblings=
  if [ "$master" != none ]; then
    for path in /proc/[0-9]*; do
      [ "$(parent "\${path#/proc/}")" != "$master" ] || siblings="$siblings \${path#/proc/}"
    done
  fi
  next="$siblings $(replaced "$1")"
  while [ -n "$next" ]; do
    round=$next next=
    for each in $round; do
      case $known in *" $each "*) continue ;; esac
      known="$known$each "
      named "$each" || continue
      echo "process $each"
      next="$next $(replaced "$each")"
    done
    next=$(echo $next)
  done
}
if [ -x ${stateToolPath} ]; then ${stateToolPath} old; else old_processes ${asked?.pid ?? 0} ${quote(asked?.socketPath ?? "none")}; fi`;
}
