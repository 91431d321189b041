import { quote } from "../remote/ssh/quote";
import { otherSections } from "./config-words";
import type { AskedProcess } from "./process-info";
import { findProcess } from "./render-find-process";
import { ruleWords } from "./server-rules";

const firstWords = [
  ...["defaults", "backend", "listen", ...otherSections],
  ...["option", "no", "cookie", "stick", "use-server", "persist", "appsession"],
  ...["default-server", "server", "server-template"],
  ...[".if", ".endif", "acl", ...ruleWords],
].map((word) => word.replace(".", "[.]"));

/**
 * Of conditions, only what they say of servers: the rest may hold a password. `acl` and what a line does keep their first
 * words, an anonymous condition of another kind becomes `{ }`.
 */
const withoutSecrets = `
$1 == "acl" { if ($3 ~ /^(nbsrv|srv_is_up)/) print; next }
$1 !~ /^(${ruleWords.join("|")})$/ { print; next }
{
  start = 0
  for (i = 2; i <= NF; i++) if ($i == "if" || $i == "unless") start = i
  if (!start) next
  line = $1 " " (start == 2 ? "" : $2 " ") ($1 == "tcp-request" ? $3 " " : "")
  for (i = start; i <= NF; i++) {
    if ($i != "{" && $i != "!{") { line = line $i " "; continue }
    line = line $i " "
    words = ""
    for (i++; i <= NF && $i != "}"; i++) words = words $i " "
    line = line (words ~ /^(nbsrv|srv_is_up)/ ? words : "") "} "
  }
  print line
}`;

/**
 * Shell text that prints these lines of the files that a HAProxy process was started with, also of one in a container;
 * nothing where they can't be found. Passwords of a configuration are in none of them.
 */
export function renderReadConfig({ pid, socketPath }: Required<AskedProcess>): string {
  return `${findProcess}
files_of() {
  want=
  tr '\\0' '\\n' < "/proc/$1/cmdline" | while IFS= read -r word; do
    case $want:$word in
      file:*) echo "$word"; want= ;;
      rest:*) echo "$word" ;;
      :-f) want=file ;;
      :--) want=rest ;;
    esac
  done
}
# The last line of a file may have no end.
show() {
  if [ -d "$1" ]; then set -- "$1"/*.cfg; fi
  for each; do cat "$each" && echo; done
}
show_of() {
  case $2 in
    /*)
      if [ "$(readlink "/proc/$1/ns/mnt")" = "$(readlink "/proc/$$/ns/mnt")" ]; then show "$2"
      else show "/proc/$1/root$2"; fi
      ;;
    *) (cd "/proc/$1/cwd" 2> /dev/null || :; show "$2") ;;
  esac
}
print_configs() {
  worker=$(found_as ${pid} ${quote(socketPath)})
  [ -n "$worker" ] || return 0
  master=$(started_by "$worker")
  files_of "$worker" | while IFS= read -r path; do show_of "$master" "$path"; done 2> /dev/null |
    grep -E '^[[:space:]]*(${firstWords.join("|")})([[:space:]]|$)' | sed 's/[[:space:]]#.*//' |
    awk '${withoutSecrets}'
}
print_configs || :`;
}
