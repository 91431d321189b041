import { request } from "node:http";
import { controlSocket, tokenHeader } from "./control-server";
import type { CloudStatus } from "./status";

/** A running cloud, as commands speak to it. */
export class CloudClient {
  constructor(
    private readonly id: string,
    private readonly token: string,
  ) {}

  /** @throws Error when no cloud answers. */
  async status(): Promise<CloudStatus> {
    return (await this.send("GET", "/status", 10_000)) as CloudStatus;
  }

  /** Removes machines and network, stops the AWS API, and ends the cloud. */
  async shutdown(): Promise<void> {
    await this.send("POST", "/shutdown", 300_000);
  }

  private send(method: string, path: string, timeoutMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const options = {
        socketPath: controlSocket(this.id),
        method,
        path,
        timeout: timeoutMs,
        headers: { [tokenHeader]: this.token },
      };
      const outgoing = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const body = JSON.parse(Buffer.concat(chunks).toString() || "{}");
          if (response.statusCode === 200) resolve(body);
          else reject(new Error(`the sandbox's cloud: ${body.error ?? response.statusCode}`));
        });
      });
      outgoing.on("timeout", () =>
        outgoing.destroy(new Error(`the sandbox's cloud gave no answer to ${path}`)),
      );
      outgoing.on("error", reject);
      outgoing.end();
    });
  }
}
