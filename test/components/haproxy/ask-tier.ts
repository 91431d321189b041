import { type IncomingHttpHeaders, type IncomingMessage, request as plain } from "node:http";
import { request as secure } from "node:https";
import type { Socket } from "node:net";
import type { FullTier } from "./full-tier";

/** Where clients are that nobody has named. */
export const client = "127.0.13.7";

/** What somebody got. */
export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
/** Who asks for what. @default a client of loopback, for `/` at `ei.example` */
export interface Asking {
  readonly from?: string;
  readonly to?: string;
  readonly host?: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly servername?: string;
}

/** One request to a port of the first HAProxy, unless `to` says another. */
export function askTier(tier: FullTier, port: keyof FullTier["ports"], asking: Asking = {}): Promise<Answer> {
  const { from = client, to = "127.0.11.1", host = "ei.example", path = "/", method = "GET" } = asking;
  const isTls = ["https", "passthrough", "stats"].includes(port);
  const options = {
    ...{ host: to, port: tier.ports[port], localAddress: from, path, method, agent: false as const },
    headers: { host, ...asking.headers },
    ...(isTls ? { ca: tier.ca, servername: asking.servername ?? "ei.example" } : {}),
  };
  return new Promise((resolve, reject) => {
    const read = (answer: IncomingMessage) => {
      let body = "";
      answer.on("data", (chunk) => {
        body += chunk;
      });
      answer.once("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body }));
    };
    (isTls ? secure(options, read) : plain(options, read)).once("error", reject).end();
  });
}

/** Cookies of an answer, without what is said of them. */
export const cookieOf = ({ headers }: Answer) =>
  (headers["set-cookie"] ?? []).map((each) => each.split(";")[0] ?? "");

/** What the other side says until it closes. */
export function read(socket: Socket, text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.once("close", () => resolve(answer)).once("error", () => resolve(answer));
    socket.write(text);
  });
}

/** Whether the other side has closed it: one that stays open answers. */
export async function isEnded(socket: Socket): Promise<boolean> {
  const answer = await new Promise<string>((resolve) => {
    socket.once("data", (chunk) => resolve(String(chunk)));
    socket.once("close", () => resolve("")).once("error", () => resolve(""));
    socket.write("GET / HTTP/1.1\r\nHost: ei.example\r\n\r\n");
  });
  return answer === "";
}
