import type { MemberView } from "../../../../components/rolling/membership/member-view";
import { describeStatus, findServing, isUsable } from "../../../../components/rolling/membership/serves";

const view = (name: string, change: Partial<MemberView> = {}): MemberView => ({
  ...{ name, status: "UP", admin: "ready", up: true, checkPassed: true, check: "", requests: 0, downs: 0 },
  ...change,
});

it.each<[string, Partial<MemberView>, boolean]>([
  ["ready and up", {}, true],
  ["in drain", { admin: "drain" }, false],
  ["in maint", { admin: "maint", up: false }, false],
  ["down", { up: false }, false],
  ["of weight 0", { weightless: true }, false],
  ["passed over", { passedOver: true }, false],
  ["a backup, when it is its turn", { backup: true }, true],
])("one that is %s gets requests: %s", (_, change, usable) => {
  expect(isUsable(view("n1", change))).toBe(usable);
});

it("backups get requests when nobody else does", () => {
  const servers = [view("n1", { up: false }), view("n2", { weightless: true }), view("b", { backup: true })];
  expect(findServing(servers).map(({ name }) => name)).toEqual(["b"]);
  expect(findServing([...servers, view("n3")]).map(({ name }) => name)).toEqual(["n3"]);
});

it("what keeps requests away is said beside the balancer's own word", () => {
  expect(describeStatus(view("n1", { weightless: true }))).toBe("UP, weight 0");
  expect(describeStatus(view("n1", { backup: true }))).toBe("UP, backup");
  expect(describeStatus(view("n1", { status: "MAINT", up: false, weightless: true }))).toBe("MAINT");
});
