/** Certificate and key of a database's name, PEM. */
export type ServerCertificate = Readonly<Record<"server.pem" | "server.key", string>>;

/** The server of one of a database's two machines, whatever its engine. */
export interface MemberServer {
  /** A new, empty server with its user and its database. */
  make(certificate: ServerCertificate): Promise<void>;
  /** The same data as the primary's, which it follows from then on. */
  join(certificate: ServerCertificate, primary: string): Promise<void>;
  /** Starts the primary again. */
  start(): Promise<void>;
  /** At once, as a machine that is gone. */
  kill(): Promise<void>;
  /** Makes the standby the primary, with all that it was sent. */
  promote(): Promise<void>;
  answers(): Promise<boolean>;
  /** On the primary: a commit waits for the standby where there is one that follows, and for nobody else. */
  waitForStandby(): Promise<void>;
  setPassword(): Promise<void>;
}
