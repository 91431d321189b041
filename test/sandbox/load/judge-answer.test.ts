import { hasMoved, judgeAnswer } from "../../../sandbox/load/judge-answer";

const answer = { node: "node1", version: "4.4.0", sessionId: "A", sessionRequests: 2, bodyBytes: 5 };

test("a good answer", () => {
  expect(judgeAnswer(200, JSON.stringify(answer), 5)).toEqual({ ok: true, answer });
});

test.each([
  [503, "no server", 0, "status 503", "no server"],
  [302, "", 0, "status 302", ""],
  [200, "", 0, "wrong body", "not the stand-in's JSON: "],
  [200, "null", 0, "wrong body", "not the stand-in's JSON: null"],
  [200, '{"node":"node1"}', 0, "wrong body", 'not the stand-in\'s JSON: {"node":"node1"}'],
  [200, JSON.stringify(answer), 6, "wrong body", "bodyBytes 5, but 6 were sent"],
  [500, "x".repeat(500), 0, "status 500", `${"x".repeat(120)}...`],
])("fails on status %d with %j", (status, body, sentBytes, cause, detail) => {
  expect(judgeAnswer(status, body, sentBytes)).toEqual({ ok: false, cause, detail });
});

test.each([
  [{ sessionRequests: 3 }, false],
  [{ sessionRequests: 5 }, false],
  [{ sessionRequests: 1 }, true],
  [{ sessionRequests: 2 }, true],
  [{ sessionRequests: 3, sessionId: "B" }, true],
  [{ sessionRequests: 3, node: "node2" }, false],
])("after %j moved is %p", (after, moved) => {
  expect(hasMoved(answer, { ...answer, ...after })).toBe(moved);
});
