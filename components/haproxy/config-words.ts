/** What a backend's configuration says and the command socket does not. */
export interface BackendWords {
  /** `option persist`, where there are sessions to keep: they go to a server that is out as well. */
  readonly keepsPersisting: boolean;
  /** `on-marked-down shutdown-sessions`: taking the server out ends what is in flight to it. */
  readonly cutsSessions: (server: string) => boolean;
  /** `on-marked-up shutdown-backup-sessions`: its coming in ends what is in flight to backups. */
  readonly cutsBackups: (server: string) => boolean;
}

interface Section {
  persist: boolean;
  sticky: boolean;
  readonly cutting: Marked;
  readonly cuttingBackups: Marked;
}

/** The servers of a section whose line, or whose `default-server`, has a word. */
interface Marked {
  readonly word: RegExp;
  always: boolean;
  readonly servers: Set<string>;
  /** Beginnings of the names of a `server-template`. */
  readonly templates: Set<string>;
}

const stickyLines = [/^cookie /, /^stick (on|match) /, /^use-server /, /^persist /, /^appsession /];
const cutsWord = / on-marked-down shutdown-sessions( |$)/;
const cutsBackupsWord = / on-marked-up shutdown-backup-sessions( |$)/;

/** Reads the lines that `renderReadConfig` prints, by backend. */
export function parseConfigWords(text: string): ReadonlyMap<string, BackendWords> {
  const backends = new Map<string, Section>();
  const defaults = new Map<string, Section>();
  let last = emptySection();
  let section = emptySection();
  let conditions = 0;
  for (const line of readLines(text)) {
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
    } else if (first === ".if" || first === ".endif") {
      conditions += first === ".if" ? 1 : -1;
    } else if (conditions === 0 || !line.startsWith("no ")) {
      // Nobody here knows whether a condition holds: what it may take back counts.
      readLine(section, line);
    }
  }
  return new Map(
    [...backends].map(([name, { persist, sticky, cutting, cuttingBackups }]) => [
      name,
      {
        keepsPersisting: persist && sticky,
        cutsSessions: (server) => isMarked(cutting, server),
        cutsBackups: (server) => isMarked(cuttingBackups, server),
      },
    ]),
  );
}

function readLine(section: Section, line: string): void {
  if (line === "option persist") section.persist = true;
  if (line === "no option persist") section.persist = false;
  if (stickyLines.some((pattern) => pattern.test(line))) section.sticky = true;
  mark(section.cutting, line);
  mark(section.cuttingBackups, line);
}

function mark(marked: Marked, line: string): void {
  const [first = "", name = ""] = line.split(" ");
  const has = marked.word.test(line);
  if (first === "default-server" && has) marked.always = true;
  if (first === "server" && (marked.always || has)) marked.servers.add(name);
  if (first === "server-template" && (marked.always || has)) marked.templates.add(name);
}

function isMarked({ servers, templates }: Marked, server: string): boolean {
  // A name out of an environment variable may be any.
  if ([...servers, ...templates].some((name) => name.includes("$"))) return true;
  return servers.has(server) || [...templates].some((prefix) => isOf(prefix, server));
}

function emptySection(): Section {
  const unmarked = { always: false, servers: new Set<string>(), templates: new Set<string>() };
  return copyOf({
    ...{ persist: false, sticky: false },
    cutting: { ...unmarked, word: cutsWord },
    cuttingBackups: { ...unmarked, word: cutsBackupsWord },
  });
}

function copyOf(section: Section = emptySection()): Section {
  const copy = (marked: Marked) => ({ ...marked, servers: new Set<string>(), templates: new Set<string>() });
  return { ...section, cutting: copy(section.cutting), cuttingBackups: copy(section.cuttingBackups) };
}

function isOf(prefix: string, server: string): boolean {
  return server.startsWith(prefix) && /^\d+$/.test(server.slice(prefix.length));
}

/** A configuration's lines, each with one blank between its words and without quotes. */
export function readLines(text: string): string[] {
  return text.split("\n").map((line) => line.trim().replaceAll('"', "").replace(/\s+/g, " "));
}

/** Sections that have no servers of their own to send requests to. */
export const otherSections = [
  ...["global", "frontend", "peers", "resolvers", "userlist", "mailers", "program", "cache", "ring", "acme"],
  ...["http-errors", "log-forward", "log-profile", "fcgi-app", "crt-store", "traces"],
];
