import type { ServerResponse } from "node:http";

/** Answers with a text; one that has begun already is cut off. */
export function send(answer: ServerResponse, status: number, text: string, type = "text/plain"): void {
  if (answer.headersSent) answer.destroy();
  else answer.writeHead(status, { "content-type": type }).end(text);
}
