/** What a backend's configuration says and the command socket does not. */
export interface BackendWords {
  /** `option persist`, where there are sessions to keep: they go to a server that is out as well. */
  readonly keepsPersisting: boolean;
  /** `on-marked-down shutdown-sessions`: taking the server out ends what is in flight to it. */
  readonly cutsSessions: (server: string) => boolean;
}

interface Section {
  persist: boolean;
  sticky: boolean;
  cuts: boolean;
  readonly cutting: Set<string>;
  /** Beginnings of the names of a `server-template`. */
  readonly templates: Set<string>;
}

const stickyLines = [/^cookie /, /^stick (on|match) /, /^use-server /, /^persist /, /^appsession /];
const cutsWord = / on-marked-down shutdown-sessions( |$)/;

/** Reads the lines that `renderReadConfig` prints, by backend. */
export function parseConfigWords(text: string): ReadonlyMap<string, BackendWords> {
  const backends = new Map<string, Section>();
  const defaults = new Map<string, Section>();
  let last = emptySection();
  let section = emptySection();
  for (const line of text.split("\n").map((each) => each.trim().replace(/\s+/g, " "))) {
    const [first = "", name = ""] = line.split(" ");
    const from = / from (\S+)/.exec(line)?.[1];
    if (first === "defaults") {
      section = from ? copyOf(defaults.get(from)) : emptySection();
      last = section;
      if (name !== "" && name !== "from") defaults.set(name, section);
    } else if (first === "backend" || first === "listen") {
      section = copyOf((from && defaults.get(from)) || last);
      backends.set(name, section);
    } else if (otherSections.includes(first)) {
      section = emptySection();
    } else {
      readLine(section, line);
    }
  }
  return new Map(
    [...backends].map(([name, { persist, sticky, cutting, templates }]) => [
      name,
      {
        keepsPersisting: persist && sticky,
        cutsSessions: (server) =>
          cutting.has(server) || [...templates].some((prefix) => isOf(prefix, server)),
      },
    ]),
  );
}

function readLine(section: Section, line: string): void {
  const [first = "", name = ""] = line.split(" ");
  if (line === "option persist") section.persist = true;
  if (line === "no option persist") section.persist = false;
  if (stickyLines.some((pattern) => pattern.test(line))) section.sticky = true;
  if (first === "default-server" && cutsWord.test(line)) section.cuts = true;
  if (first === "server" && (section.cuts || cutsWord.test(line))) section.cutting.add(name);
  if (first === "server-template" && (section.cuts || cutsWord.test(line))) section.templates.add(name);
}

function emptySection(): Section {
  return { persist: false, sticky: false, cuts: false, cutting: new Set(), templates: new Set() };
}

function copyOf(section: Section | undefined): Section {
  return { ...(section ?? emptySection()), cutting: new Set(), templates: new Set() };
}

function isOf(prefix: string, server: string): boolean {
  return server.startsWith(prefix) && /^\d+$/.test(server.slice(prefix.length));
}

const otherSections = [
  ...["global", "frontend", "peers", "resolvers", "userlist", "mailers", "program", "cache", "ring", "acme"],
  ...["http-errors", "log-forward", "log-profile", "fcgi-app", "crt-store", "traces"],
];

const firstWords = [
  ...["defaults", "backend", "listen", ...otherSections],
  ...["option", "no", "cookie", "stick", "use-server", "persist", "appsession"],
  ...["default-server", "server", "server-template"],
];

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
    if [ -d "$path" ]; then cat "$path"/*.cfg; else cat "$path"; fi
  done 2> /dev/null |
    grep -E '^[[:space:]]*(${firstWords.join("|")})([[:space:]]|$)' | sed 's/[[:space:]]#.*//'
}
print_configs || :`;
}
