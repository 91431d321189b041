import type { MemberStatus, OutStatus } from "../../../components/rolling/membership/node-status";
import { planHeal } from "../../../components/rolling/plan-heal";

const up: MemberStatus = { balancer: "haproxy1", reachable: true, known: true, admin: "ready", status: "UP" };
const maint: MemberStatus = { ...up, admin: "maint", status: "MAINT" };
const drain: MemberStatus = { ...up, admin: "drain", status: "DRAIN" };
const silent: MemberStatus = { balancer: "haproxy2", reachable: false, known: false };
const out = (standing: OutStatus["standing"]): OutStatus => ({
  by: "ann@here",
  run: "1",
  since: "2026-11-25T12:00:03Z",
  until: "2026-11-25T12:20:03Z",
  standing,
});

describe("planHeal", () => {
  it.each<[string, MemberStatus[], boolean]>([
    ["serves everywhere", [up, up], false],
    ["serves on one balancer only", [up, maint], true],
    ["drains on one balancer", [drain, up], true],
    ["was taken out by a roll that is over", [{ ...maint, out: out("over") }, maint], true],
    ["is taken out by a roll that is under way", [{ ...maint, out: out("out") }, maint], false],
    ["is half out by a roll that is under way", [up, { ...drain, out: out("out") }], false],
    ["was taken out by hand", [maint, maint], false],
    [
      "does not pass its checks",
      [
        { ...up, status: "DOWN" },
        { ...up, status: "DOWN" },
      ],
      false,
    ],
    ["can't be asked about", [silent, silent], false],
    ["serves where it can be asked about", [up, silent], false],
    ["was left out where it can be asked about", [{ ...maint, out: out("over") }, silent], true],
    ["is on no balancer", [], false],
  ])("a node that %s", (_, balancers, heals) => {
    const nodes = [{ node: "node2", balancers }];
    const written = balancers.find((member) => member.out)?.out?.since;
    expect(planHeal({ node1: "4", node2: "2" }, nodes)).toEqual({
      node1: "4",
      node2: heals ? (written ?? "out") : "2",
    });
    expect(planHeal({}, nodes)).toEqual(heals ? { node2: written ?? "out" } : {});
  });

  it.each<[string, MemberStatus]>([
    ["was left out by a roll", { ...maint, out: out("over") }],
    ["serves elsewhere", maint],
  ])("is another token each time as long as a node is out that %s", (_, second) => {
    const nodes = [{ node: "node1", balancers: [{ ...up, admin: second.out ? "maint" : "ready" }, second] }];
    const seen = [planHeal({}, nodes)];
    for (let round = 0; round < 3; round++) seen.push(planHeal(seen.at(-1) ?? {}, nodes));
    const tokens = seen.map(({ node1 }) => node1);
    expect(tokens.filter((token, index) => token === tokens[index - 1])).toEqual([]);
  });

  it("changes nothing once the node is back", () => {
    const tokens = planHeal({}, [{ node: "node1", balancers: [up, maint] }]);
    expect(planHeal(tokens, [{ node: "node1", balancers: [up, up] }])).toEqual(tokens);
  });
});
