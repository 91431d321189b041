import * as http from "node:http";
import * as https from "node:https";
import type { Target } from "./target";

export interface ExchangeRequest {
  readonly agent: http.Agent;
  readonly path: string;
  readonly cookie: string | undefined;
  /** Sent by POST when it isn't empty. */
  readonly body: Buffer;
  readonly timeoutMs: number;
}

/** How it ended, whether well or not. */
export interface Exchange {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  readonly reusedConnection: boolean;
  /** What broke the exchange off; the other fields are then what there was of it. */
  readonly error?: { readonly cause: string; readonly detail: string };
}

/** One request and its whole answer. Never rejects. */
export function exchange(target: Target, request: ExchangeRequest): Promise<Exchange> {
  return new Promise((resolve) => {
    const send = target.address.protocol === "https:" ? https.request : http.request;
    const isPost = request.body.length > 0;
    const sent = send({
      ...target.address,
      agent: request.agent,
      path: request.path,
      method: isPost ? "POST" : "GET",
      headers: {
        ...(target.hostHeader === undefined ? {} : { host: target.hostHeader }),
        ...(request.cookie === undefined ? {} : { cookie: request.cookie }),
        ...(isPost
          ? { "content-type": "application/octet-stream", "content-length": request.body.length }
          : {}),
      },
    });
    let answer: http.IncomingMessage | undefined;
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => {
      end({ cause: "timeout", detail: `no whole answer in ${request.timeoutMs} ms` });
      sent.destroy();
    }, request.timeoutMs);
    const end = (error?: Exchange["error"]) => {
      clearTimeout(timer);
      resolve({
        status: answer?.statusCode ?? 0,
        headers: answer?.headers ?? {},
        body: Buffer.concat(chunks).toString(),
        reusedConnection: sent.reusedSocket,
        ...(error ? { error } : {}),
      });
    };
    const fail = (error: NodeJS.ErrnoException) =>
      end({ cause: error.code ?? error.name, detail: error.message });
    sent.on("error", fail);
    sent.on("response", (response) => {
      answer = response;
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", fail);
      response.on("end", () => end());
    });
    sent.end(request.body);
  });
}
