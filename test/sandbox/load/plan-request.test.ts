import * as fc from "fast-check";
import { planRequest } from "../../../sandbox/load/plan-request";

const shares = (newConnections: number, share: number, minBytes = 1024, maxBytes = 65_536) => ({
  newConnections,
  posts: { share, minBytes, maxBytes },
});

const firstOf = (count: number, plan: ReturnType<typeof shares>) =>
  Array.from({ length: count }, (_, index) => planRequest(index, plan));

test("kinds come evenly", () => {
  const kinds = firstOf(10, shares(0.3, 0)).map(({ kind }) => kind);
  expect(kinds.map((kind) => (kind === "fresh" ? "f" : "s")).join("")).toBe("sssfssfssf");
});

test("all or none", () => {
  expect(firstOf(5, shares(1, 1)).every(({ kind, bodyBytes }) => kind === "fresh" && bodyBytes > 0)).toBe(
    true,
  );
  expect(firstOf(5, shares(0, 0))).toEqual(Array(5).fill({ kind: "session", bodyBytes: 0 }));
});

test("after any number of requests each share is kept to one request, in each kind", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  return fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), share, share, (count, fresh, post) => {
      const requests = firstOf(count, shares(fresh, post));
      for (const kind of ["fresh", "session"] as const) {
        const ofKind = requests.filter((request) => request.kind === kind);
        const wanted = kind === "fresh" ? count * fresh : count * (1 - fresh);
        expect(Math.abs(ofKind.length - wanted)).toBeLessThanOrEqual(1);
        const posts = ofKind.filter(({ bodyBytes }) => bodyBytes > 0);
        expect(Math.abs(posts.length - ofKind.length * post)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test("bodies are of many sizes, within the limits", () => {
  const sizes = firstOf(300, shares(0, 1, 100, 200)).map(({ bodyBytes }) => bodyBytes);
  expect([Math.min(...sizes), Math.max(...sizes), new Set(sizes).size]).toEqual([100, 200, 101]);
});
