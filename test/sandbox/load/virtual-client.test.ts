import { planLoad } from "../../../sandbox/load/options";
import { createTarget } from "../../../sandbox/load/target";
import { ClientPool, VirtualClient } from "../../../sandbox/load/virtual-client";

const target = createTarget(planLoad({ url: "http://127.0.0.1/", seconds: 1, ratePerSec: 1 }));
const createClient = (sessionRequests = Number.POSITIVE_INFINITY) =>
  new VirtualClient(target, sessionRequests);
const answer = { node: "node1", version: "1", sessionId: "A", sessionRequests: 1, bodyBytes: 0 };

test("a client keeps connection and cookies from request to request", () => {
  const client = createClient();
  const { agent } = client;
  client.begin();
  expect(client.busy).toBe(true);
  expect(client.end(answer, ["JSESSIONID=A"])).toBeUndefined();
  expect(client.busy).toBe(false);
  client.begin();
  expect([client.agent, client.cookies.header()]).toEqual([agent, "JSESSIONID=A"]);
});

test("a client takes another connection after half a minute without a request, and keeps its session", () => {
  let nowMs = 0;
  const client = new VirtualClient(target, Number.POSITIVE_INFINITY, () => nowMs);
  const agents = [0, 30_000, 60_001].map((at) => {
    nowMs = at;
    client.begin();
    client.end(answer, ["JSESSIONID=A"]);
    return client.agent;
  });
  expect(agents[1]).toBe(agents[0]);
  expect(agents[2]).not.toBe(agents[0]);
  expect(client.cookies.header()).toBe("JSESSIONID=A");
});

test("a session that began anew is told with the answer before, also over a request that failed", () => {
  const client = createClient();
  const anew = { ...answer, node: "node2", sessionId: "B" };
  const ended = [answer, { ...answer, sessionRequests: 2 }, undefined, anew, anew].map((each) => {
    client.begin();
    return client.end(each, undefined)?.node;
  });
  expect(ended).toEqual([undefined, undefined, undefined, "node1", "node2"]);
});

test("after its requests a client comes back as a new one, which is no session lost", () => {
  const client = createClient(2);
  const rounds = Array.from({ length: 5 }, (_, round) => {
    client.begin();
    const sent = client.cookies.header();
    const moved = client.end({ ...answer, sessionRequests: (round % 2) + 1 }, ["JSESSIONID=A"]);
    return { agent: client.agent, sent, moved };
  });
  expect(rounds.map(({ sent }) => sent ?? "none")).toEqual([
    "none",
    "JSESSIONID=A",
    "none",
    "JSESSIONID=A",
    "none",
  ]);
  expect(rounds.every(({ moved }) => moved === undefined)).toBe(true);
  expect(new Set(rounds.map(({ agent }) => agent)).size).toBe(3);
});

test("a pool takes its clients in turn, passing those that are busy", () => {
  const pool = new ClientPool(createClient, 3);
  const [a, b, c] = [pool.take(), pool.take(), pool.take()];
  expect(new Set([a, b, c]).size).toBe(3);
  a.begin();
  expect([pool.take(), pool.take(), pool.take()]).toEqual([b, c, b]);
});

test("while all are busy, others step in and are kept", () => {
  const pool = new ClientPool(createClient, 1);
  const first = pool.take();
  first.begin();
  const extra = pool.take();
  expect(extra).not.toBe(first);
  expect(pool.take()).toBe(extra);
  extra.begin();
  expect([first, extra]).not.toContain(pool.take());
  first.busy = false;
  expect(pool.take()).toBe(first);
});

test("who steps in comes without the session of the last time, and on the same connection", () => {
  const pool = new ClientPool(createClient, 1);
  pool.take().begin();
  const extra = pool.take();
  const { agent } = extra;
  extra.begin();
  extra.end(answer, ["JSESSIONID=A"]);
  expect(pool.take()).toBe(extra);
  extra.begin();
  expect([extra.agent, extra.cookies.header()]).toEqual([agent, undefined]);
  expect(extra.end({ ...answer, node: "node2", sessionId: "B" }, undefined)).toBeUndefined();
});
