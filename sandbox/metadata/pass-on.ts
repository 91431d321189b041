import { type IncomingMessage, request, type ServerResponse } from "node:http";
import type { Log } from "../cloud/log";
import { actionOf, isAllowed } from "./allowed-actions";
import type { KnownInstance } from "./find-instance";
import { send } from "./send";

/** Brings an instance's call to the AWS API, when its role allows the action. */
export async function passOn(
  asked: IncomingMessage,
  answer: ServerResponse,
  { facts, allowed }: KnownInstance,
  endpoint: string,
  log: Log,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const action = actionOf(asked.headers.authorization, body.toString("utf8"));
  if (action === undefined || !isAllowed(action, allowed)) {
    log(`${facts.instanceId} may not ${action ?? asked.url}`);
    send(answer, 403, renderRefusal(action ?? "this"), "text/xml");
    return;
  }
  const url = new URL(endpoint);
  const onward = request(
    {
      host: url.hostname,
      port: url.port,
      method: asked.method,
      path: `${url.pathname.replace(/\/$/, "")}${asked.url}`,
      headers: { ...asked.headers, host: url.host, "content-length": String(body.length) },
    },
    (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    },
  );
  onward.on("error", (error) => send(answer, 503, error.message));
  onward.end(body);
}

function renderRefusal(action: string): string {
  const text = `You are not authorized to perform this operation: ${action}`;
  return `<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>${text}</Message></Error></Errors></Response>`;
}
