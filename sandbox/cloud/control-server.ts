import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { CloudStatus } from "./status";

/** Header that carries the record's token. */
export const tokenHeader = "x-cloud-token";

/** An abstract socket: it leaves no file, and ends with its process whatever kills that. */
export function controlSocket(id: string): string {
  return `\0pulumi-wso2-cloud-${id}`;
}

export interface ControlHandlers {
  readonly status: () => Promise<CloudStatus>;
  readonly shutdown: () => Promise<void>;
  readonly afterShutdown: () => void;
}

/** Another process is the cloud of this sandbox. */
export class AnotherCloudError extends Error {}

/** With which a process ends that was to be a cloud and met another. */
export const anotherCloudExitCode = 3;

/**
 * Listens for commands. Only one process can listen for a sandbox, so this is also what keeps its cloud single.
 *
 * @throws AnotherCloudError when another process listens already.
 */
export async function listenForControl(
  id: string,
  token: string,
  handlers: ControlHandlers,
): Promise<Server> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers[tokenHeader] !== token) return send(response, 403, { error: "wrong token" });
    if (request.method === "GET" && request.url === "/status") {
      return send(response, 200, await handlers.status());
    }
    if (request.method === "POST" && request.url === "/shutdown") {
      await handlers.shutdown();
      response.on("finish", handlers.afterShutdown);
      return send(response, 200, {});
    }
    return send(response, 404, { error: `no ${request.method} ${request.url}` });
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => send(response, 500, { error: error.message }));
  });
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(taken ? new AnotherCloudError("another cloud of this sandbox is running") : error);
    });
    server.listen(controlSocket(id), resolve);
  });
  return server;
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json", connection: "close" });
  response.end(JSON.stringify(body));
}
