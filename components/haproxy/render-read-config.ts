import { otherSections } from "./config-words";
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
 * Shell text that prints these lines of the files that a HAProxy process was started with; nothing where they can't be
 * found, as of one in a container. Passwords of a configuration are in none of them.
 *
 * @param pid The process that answers on the socket.
 */
export function renderReadConfig(pid: number): string {
  return `
is_haproxy() { [ -r "/proc/$1/comm" ] && read -r comm < "/proc/$1/comm" && case $comm in haproxy*) ;; *) false ;; esac; }
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
print_configs() {
  is_haproxy ${pid} || return 0
  master=$(sed -n 's/^PPid:[[:space:]]*//p' /proc/${pid}/status)
  is_haproxy "$master" || master=${pid}
  cd "/proc/$master/cwd" 2> /dev/null || :
  files_of ${pid} | while IFS= read -r path; do
    if [ -d "$path" ]; then set -- "$path"/*.cfg; else set -- "$path"; fi
    # The last line of a file may have no end.
    for each in "$@"; do cat "$each" && echo; done
  done 2> /dev/null |
    grep -E '^[[:space:]]*(${firstWords.join("|")})([[:space:]]|$)' | sed 's/[[:space:]]#.*//' |
    awk '${withoutSecrets}'
}
print_configs || :`;
}
