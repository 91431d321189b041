/** The machines of a tier, which tell each other of the sessions in their tables: by TLS, both sides verified. */
export interface HaproxyPeers {
  readonly port: number;
  /** This machine's own name among `machines`. */
  readonly local: string;
  readonly machines: readonly { readonly name: string; readonly address: string }[];
  /** PEM bundle that each shows to the others. */
  readonly certificateFile: string;
  readonly caFile: string;
  /** The name in it. */
  readonly certificateName: string;
}

/** HAProxy's page of statistics, by TLS and with a password. */
export interface HaproxyStats {
  readonly port: number;
  /** Who may ask. */
  readonly cidrs: readonly string[];
  readonly certificateFile: string;
  /** The file of `renderStatsCredentials`. */
  readonly credentialsFile: string;
}

/** HAProxy's own exporter for Prometheus, on `/metrics`. */
export interface HaproxyMetrics {
  readonly port: number;
  /** Who may ask. */
  readonly cidrs: readonly string[];
}

/** A syslog server, by UDP and RFC 5424. */
export interface HaproxySyslog {
  readonly address: string;
  /** @default 514 */
  readonly port?: number;
}
