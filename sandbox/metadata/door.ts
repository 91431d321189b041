import { chmodSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AwsClients } from "../cloud/aws-clients";
import type { Log } from "../cloud/log";
import { doorHeader, machineHeader, metadataAddress } from "./addresses";
import { answerMetadata } from "./answer-metadata";
import { findInstance, type KnownInstance } from "./find-instance";
import { passOn } from "./pass-on";
import { send } from "./send";
import { Tokens } from "./tokens";

const keptMs = 2_000;

interface Found {
  readonly at: number;
  readonly instance: Promise<KnownInstance | undefined>;
}

/**
 * What machines are answered at the metadata service's address, as EC2 does it with tokens alone (IMDSv2), and at the
 * API's: their calls go on to the sandbox's AWS API, as far as their instance's role allows them.
 */
export class Door {
  private readonly tokens = new Tokens();
  private readonly known = new Map<string, Found>();
  private server?: Server;

  constructor(
    /** Of the sandbox. */
    private readonly id: string,
    private readonly socketPath: string,
    private readonly clients: () => AwsClients,
    private readonly log: Log,
  ) {}

  async open(): Promise<void> {
    rmSync(this.socketPath, { force: true });
    const server = createServer((asked, answer) => {
      this.answer(asked, answer).catch((error: Error) => send(answer, 500, error.message));
    });
    this.server = server;
    await new Promise<void>((resolve, reject) =>
      server.once("error", reject).listen(this.socketPath, resolve),
    );
    chmodSync(this.socketPath, 0o600);
  }

  close(): void {
    this.server?.close();
    this.server?.closeAllConnections();
    rmSync(this.socketPath, { force: true });
  }

  private async answer(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const machine = String(asked.headers[machineHeader]);
    const isMetadata = asked.headers[doorHeader] === metadataAddress;
    delete asked.headers[machineHeader];
    delete asked.headers[doorHeader];
    const instance = await this.find(machine);
    if (!instance) send(answer, 404, "no instance has this address");
    else if (isMetadata) this.answerMetadata(asked, answer, machine, instance);
    else await passOn(asked, answer, instance, this.clients().endpoint, this.log);
  }

  private answerMetadata(
    { method, url = "", headers }: IncomingMessage,
    answer: ServerResponse,
    machine: string,
    { facts }: KnownInstance,
  ): void {
    const header = (name: string) => headers[name]?.toString();
    const path = url.replace(/^\/(latest|\d{4}-\d\d-\d\d)\//, "");
    if (method === "PUT" && path === "api/token") {
      // A call through a proxy gets none: that is how one which is open to strangers gives nothing away.
      const { status, text } = header("x-forwarded-for")
        ? { status: 403, text: "not through a proxy" }
        : this.tokens.give(machine, header("x-aws-ec2-metadata-token-ttl-seconds"));
      send(answer, status, text);
    } else if (!this.tokens.isValid(machine, header("x-aws-ec2-metadata-token"))) {
      send(answer, 401, "a token is needed");
    } else {
      const value = answerMetadata(path, facts, new Date());
      send(answer, value === undefined ? 404 : 200, value ?? "not found");
    }
  }

  /** The API is asked once for what belongs to one call of an agent. */
  private find(address: string): Promise<KnownInstance | undefined> {
    const kept = this.known.get(address);
    if (kept && performance.now() - kept.at < keptMs) return kept.instance;
    const instance = findInstance(this.clients(), this.id, address);
    const found = { at: performance.now(), instance };
    this.known.set(address, found);
    instance.catch(() => this.known.get(address) === found && this.known.delete(address));
    return instance;
  }
}
