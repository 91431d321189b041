import type { HaproxyMember } from "../../../../components/haproxy/haproxy-member";
import type { BalancerMember } from "../../../../components/rolling/membership/balancer-member";
import { findServed } from "../../../../components/rolling/membership/find-served";
import { openMember } from "../../../../components/rolling/membership/open-members";
import { exampleMembership } from "../../program/example-plans";
import { FakeBalancer, fakeContext } from "./fake-balancer";

jest.mock("../../../../components/rolling/membership/open-members");

const [example] = exampleMembership.members as [HaproxyMember];
const nodes = ["node1", "node2"].map((node) => ({
  node,
  members: ["haproxy1", "haproxy2"].map((balancer) => ({ ...example, balancer, server: node })),
}));

/** Two balancers with both nodes out; those in `lost` can't be asked. */
async function find(change: (first: FakeBalancer, second: FakeBalancer) => void, lost: string[] = []) {
  const out = { admin: "maint", status: "MAINT", up: false } as const;
  const balancers = ["haproxy1", "haproxy2"].map((name) => new FakeBalancer(name, ["node1", "node2"], []));
  for (const balancer of balancers) balancer.set("node1", out).set("node2", out);
  change(...(balancers as [FakeBalancer, FakeBalancer]));
  const asked = jest.mocked(openMember).mockReset();
  asked.mockImplementation(async (_, { balancer, server }: BalancerMember) => {
    const found = balancers.find(({ name }) => name === balancer);
    if (!found || lost.includes(balancer)) throw new Error("no connection");
    return found.member(server);
  });
  const served = await findServed(fakeContext(), nodes);
  expect(asked).toHaveBeenCalledTimes(2);
  return [...served];
}

describe("findServed asks each balancer once, and names", () => {
  it("none that is out everywhere and never joined", async () => {
    expect(await find(() => {})).toEqual([]);
  });

  it("one that a balancer has in service", async () => {
    expect(await find((_, second) => second.set("node2", { admin: "ready" }))).toEqual(["node2"]);
  });

  const joined = (first: FakeBalancer) => {
    first.joined = ["node1"];
  };
  it("one that is out and had joined", async () => {
    expect(await find(joined)).toEqual(["node1"]);
  });

  it("those that a balancer names, where it lets in one that was never there", async () => {
    const found = await find((first) => {
      first.set("node1", { admin: "ready" }).set("node2", { admin: "ready" });
      first.served = ["node2"];
    });
    expect(found).toEqual(["node2"]);
  });

  it("what those say that can be asked", async () => {
    expect(await find(joined, ["haproxy2"])).toEqual(["node1"]);
    expect(await find(joined, ["haproxy1"])).toEqual([]);
  });
});
