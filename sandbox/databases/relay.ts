import { connect, createServer, type Server, type Socket } from "node:net";

/** The one address of a database, as RDS's name is: it leads to whichever server is the primary. */
export class Relay {
  private readonly open = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private target: number,
  ) {}

  /** @param port At which it listens. @param target Port of the primary. */
  static async listen(port: number, target: number): Promise<Relay> {
    const server = createServer();
    const relay = new Relay(server, target);
    server.on("connection", (socket) => relay.pass(socket));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(port, "127.0.0.1", () => resolve());
    });
    return relay;
  }

  /** Leads elsewhere from now on. Connections to the one before are not told: that one is dead. */
  moveTo(target: number): void {
    this.target = target;
  }

  close(): void {
    this.server.close();
    for (const socket of this.open) socket.destroy();
  }

  private pass(socket: Socket): void {
    const inner = connect(this.target, "127.0.0.1");
    for (const [one, other] of [
      [socket, inner],
      [inner, socket],
    ] as const) {
      this.open.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        this.open.delete(one);
        other.destroy();
      });
    }
    socket.pipe(inner).pipe(socket);
  }
}
