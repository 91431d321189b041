/** A database server with its standby on this computer, as RDS's Multi-AZ. */
export interface DatabasePair {
  /** At `localhost`; leads to the primary. */
  readonly port: number;
  /** The root of its certificate, PEM. */
  readonly caPem: string;
  readonly username: string;
  readonly password: string;
  /**
   * Kills the primary at once, makes the standby the primary, and lets the address lead there.
   *
   * @param options silently: the primary is not killed but answers nobody any more, as a machine whose network is cut.
   */
  failOver(options?: { readonly silently?: boolean }): Promise<void>;
  /** Of SQL on the primary: one value a line. */
  query(sql: string): Promise<string>;
  stop(): Promise<void>;
}

export interface PairOptions {
  /** Three free ports from here: the address, and both servers. */
  readonly port: number;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  readonly log: (line: string) => void;
}
