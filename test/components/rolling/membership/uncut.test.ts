import { leaveMembers } from "../../../../components/rolling/membership/leave";
import { exampleMembership } from "../../program/example-plans";
import { FakeBalancer, fakeContext } from "./fake-balancer";

function setUp() {
  const balancer = new FakeBalancer("lb1", ["node1", "node2"], []);
  const leave = (drain = {}, change = {}) =>
    leaveMembers(fakeContext(), { ...exampleMembership, drain: { ...exampleMembership.drain, ...drain } }, [
      Object.assign(balancer.member("node1"), change),
    ]);
  return { balancer, leave, admin: () => balancer.servers.get("node1")?.admin };
}

describe("a balancer that ends sessions as it takes a node out", () => {
  const cuts = { cutsSessions: async () => "app/node1 cuts" };

  it("keeps it in drain until they are over, past the limit for sessions", async () => {
    const { balancer, leave } = setUp();
    const until = performance.now() + 1500;
    balancer.inFlight = () => (performance.now() < until ? 1 : 0);
    let left = -1;
    const takeOut = async () => {
      left = balancer.inFlight("node1");
      balancer.set("node1", { admin: "maint", status: "MAINT", up: false });
    };
    await leave({ sessionTimeoutSec: 0.3, inFlightTimeoutSec: 20 }, { ...cuts, takeOut });
    expect(left).toBe(0);
  });

  it("puts it back where they do not end, unless they may be ended", async () => {
    const { balancer, leave, admin } = setUp();
    balancer.inFlight = () => (admin() === "drain" ? 2 : 0);
    const limits = { sessionTimeoutSec: 0.2, inFlightTimeoutSec: 0.3 };
    await expect(leave(limits, cuts)).rejects.toThrow("taking it out would end them: app/node1 cuts");
    expect(admin()).toBe("ready");
    await leave({ ...limits, shutdownSessionsAfterSec: 0.2 }, cuts);
    expect(admin()).toBe("maint");
  });
});

it("puts a node back that gets requests although it is out", async () => {
  const { balancer, leave, admin } = setUp();
  const timer = setInterval(() => {
    const requests = (balancer.servers.get("node1")?.requests ?? 0) + 1;
    balancer.set("node1", { requests });
  }, 50);
  try {
    await expect(leave({ quietSec: 2, sessionTimeoutSec: 0.3 })).rejects.toThrow(/new ones: \d+ on lb1/);
  } finally {
    clearInterval(timer);
  }
  expect(admin()).toBe("ready");
});
