/** What the stand-in says of itself in each answer. */
export interface StandInAnswer {
  readonly node: string;
  readonly version: string;
  readonly sessionId: string;
  readonly sessionRequests: number;
  readonly bodyBytes: number;
}

export type Verdict =
  | { readonly ok: true; readonly answer: StandInAnswer }
  | { readonly ok: false; readonly cause: string; readonly detail: string };

const shown = 120;

/** A good answer has status 200, the stand-in's JSON, and the number of bytes that were sent. */
export function judgeAnswer(status: number, body: string, sentBytes: number): Verdict {
  const start = body.length > shown ? `${body.slice(0, shown)}...` : body;
  if (status !== 200) return { ok: false, cause: `status ${status}`, detail: start };
  const answer = parse(body);
  if (!isAnswer(answer))
    return { ok: false, cause: "wrong body", detail: `not the stand-in's JSON: ${start}` };
  if (answer.bodyBytes !== sentBytes) {
    return {
      ok: false,
      cause: "wrong body",
      detail: `bodyBytes ${answer.bodyBytes}, but ${sentBytes} were sent`,
    };
  }
  return { ok: true, answer };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isAnswer(value: unknown): value is StandInAnswer {
  if (typeof value !== "object" || value === null) return false;
  const { node, version, sessionId, sessionRequests, bodyBytes } = value as Record<string, unknown>;
  return (
    [node, version, sessionId].every((text) => typeof text === "string") &&
    [sessionRequests, bodyBytes].every((number) => typeof number === "number")
  );
}

/** Whether a client's session began anew between two answers; a gap is a request whose answer was lost. */
export function hasMoved(before: StandInAnswer, after: StandInAnswer): boolean {
  return after.sessionId !== before.sessionId || after.sessionRequests <= before.sessionRequests;
}
