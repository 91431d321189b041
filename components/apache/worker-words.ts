/** What a flag of a worker says of it. */
interface WorkerFlag {
  /** By which the balancer manager sets it. */
  readonly letter: string;
  /** Who sets it: whoever runs httpd, by the manager or the configuration; or httpd, by what it sees. */
  readonly by: "operator" | "httpd";
  /** New clients get to it no more, but sessions do; nobody does; only when no other is left. @default nothing of these */
  readonly means?: "drain" | "out" | "reserve" | "down";
}

/**
 * Every flag that httpd 2.4 knows, by the word in the manager's column Status (`proxy_wstat_tbl` of mod_proxy, and `Ok`
 * of `ap_proxy_parse_wstatus`). A word that is none of these stops a roll.
 */
export const workerFlags: Readonly<Record<string, WorkerFlag>> = {
  Init: { letter: "O", by: "httpd" },
  Ign: { letter: "I", by: "operator" },
  Drn: { letter: "N", by: "operator", means: "drain" },
  Gen: { letter: "G", by: "httpd" },
  Shut: { letter: "U", by: "httpd", means: "down" },
  Dis: { letter: "D", by: "operator", means: "out" },
  Stop: { letter: "S", by: "operator", means: "out" },
  Err: { letter: "E", by: "httpd", means: "down" },
  Stby: { letter: "H", by: "operator", means: "reserve" },
  Spar: { letter: "R", by: "operator", means: "reserve" },
  Free: { letter: "F", by: "httpd", means: "down" },
  HcFl: { letter: "C", by: "httpd", means: "down" },
  Ok: { letter: "", by: "httpd" },
};

/** Words of the column Status: `Init Dis `. httpd says `???` of one with no flag at all. */
export function readWords(status: string): {
  readonly words: readonly string[];
  readonly unclear: readonly string[];
} {
  const words = status.split(/\s+/).filter(Boolean);
  return { words, unclear: words.filter((word) => !(word in workerFlags)) };
}

export function means(words: readonly string[], what: WorkerFlag["means"]): boolean {
  return words.some((word) => workerFlags[word]?.means === what);
}
