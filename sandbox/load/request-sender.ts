import { randomBytes } from "node:crypto";
import type * as http from "node:http";
import { performance } from "node:perf_hooks";
import { exchange } from "./exchange";
import { judgeAnswer, type Verdict } from "./judge-answer";
import type { LoadPlan } from "./options";
import { planRequest } from "./plan-request";
import type { Recorder } from "./recorder";
import type { RequestKind } from "./report";
import { createTarget, type Target } from "./target";
import { ClientPool, VirtualClient } from "./virtual-client";

/** Sends requests without waiting for them, and has each outcome recorded. */
export class RequestSender {
  readonly #inFlight = new Set<Promise<void>>();
  readonly #target: Target;
  readonly #freshAgent: http.Agent;
  readonly #sessions: ClientPool;
  readonly #slow: ClientPool;
  readonly #bytes: Buffer;

  constructor(
    private readonly plan: LoadPlan,
    private readonly recorder: Recorder,
  ) {
    const { slow, sessionRequests } = plan;
    this.#target = createTarget(plan);
    this.#freshAgent = this.#target.createAgent({ keepAlive: false });
    const clientOf = (requests: number) => () => new VirtualClient(this.#target, requests);
    this.#sessions = new ClientPool(clientOf(sessionRequests), plan.stickySessions);
    this.#slow = new ClientPool(
      clientOf((slow ? slow.sessionRequests : undefined) ?? sessionRequests),
      slow ? Math.ceil(slow.delayMs / slow.everySec / 1000) + 1 : 0,
    );
    this.#bytes = randomBytes(plan.posts.maxBytes);
  }

  /** The `index`-th request of the steady rate. */
  send(index: number): void {
    const { kind, bodyBytes } = planRequest(index, this.plan);
    this.#start(kind, kind === "session" ? this.#sessions.take() : undefined, bodyBytes);
  }

  sendSlow(delayMs: number): void {
    this.#start("slow", this.#slow.take(), 0, delayMs);
  }

  /** Until nothing is in flight. */
  async finished(): Promise<void> {
    await Promise.all(this.#inFlight);
  }

  close(): void {
    this.#sessions.close();
    this.#slow.close();
    this.#freshAgent.destroy();
  }

  #start(kind: RequestKind, client: VirtualClient | undefined, bodyBytes: number, delayMs?: number): void {
    const sent = this.#request(kind, client, bodyBytes, this.#target.path(delayMs));
    this.#inFlight.add(sent);
    void sent.finally(() => this.#inFlight.delete(sent));
  }

  async #request(kind: RequestKind, client: VirtualClient | undefined, bodyBytes: number, path: string) {
    const isPost = bodyBytes > 0;
    const request = { method: isPost ? "POST" : "GET", path };
    if (this.#inFlight.size >= this.plan.maxInFlight) {
      const why = { cause: "not sent", detail: `${this.plan.maxInFlight} requests are in flight` };
      const failure = { ...request, ...why, servedBy: null, reusedConnection: false };
      this.recorder.record({ kind, isPost, latencyMs: 0, failure });
      return;
    }
    client?.begin();
    const sentAt = performance.now();
    const done = await exchange(this.#target, {
      agent: client?.agent ?? this.#freshAgent,
      path,
      cookie: client?.cookies.header(),
      body: this.#bytes.subarray(0, bodyBytes),
      timeoutMs: this.plan.timeoutMs,
    });
    const outcome = { kind, isPost, latencyMs: performance.now() - sentAt };
    const verdict: Verdict = done.error
      ? { ok: false, ...done.error }
      : judgeAnswer(done.status, done.body, bodyBytes);
    if (verdict.ok) {
      const movedFrom = client?.end(verdict.answer, done.headers["set-cookie"]);
      this.recorder.record({ ...outcome, answer: verdict.answer, ...(movedFrom ? { movedFrom } : {}) });
    } else {
      client?.end(undefined, done.headers["set-cookie"]);
      const { cause, detail } = verdict;
      const servedBy = done.headers["x-served-by"]?.toString() ?? null;
      const failure = { ...request, cause, detail, servedBy, reusedConnection: done.reusedConnection };
      this.recorder.record({ ...outcome, failure });
    }
  }
}
