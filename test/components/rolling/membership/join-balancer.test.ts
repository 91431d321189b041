import { prepareBalancer } from "../../../../components/rolling/membership/join-balancer";
import { exampleMembership, exampleTarget } from "../../program/example-plans";
import { FakeBalancer, fakeContext } from "./fake-balancer";

const own = { ssh: exampleTarget, socketPath: "/run/haproxy/admin.sock", backend: "PRD_wso2ei", peers: [] };

function setUp(enabled: boolean, othersServe: boolean) {
  const log: string[] = [];
  const elb = new FakeBalancer("elb", ["haproxy1", "haproxy2"], log);
  elb.set("haproxy1", { admin: "maint", up: false });
  elb.set("haproxy2", { up: othersServe });
  const balancer = {
    hasEnabledServers: async () => enabled,
    letGo: async () => {},
    catchUp: async () => {
      log.push("catch up");
    },
  };
  const plan = { ...exampleMembership, node: "haproxy1" };
  const run = () => prepareBalancer(fakeContext(), plan, own, [elb.member("haproxy1")], balancer);
  return { log, run, balancer };
}

describe("a machine that is a balancer itself", () => {
  it("catches up with its peers before the join goes on", async () => {
    const { log, run } = setUp(true, true);
    expect(await run()).toBeUndefined();
    expect(log).toEqual(["catch up"]);
  });

  it("has nobody to catch up with while no other one serves", async () => {
    const { log, run } = setUp(true, false);
    expect(await run()).toBeUndefined();
    expect(log).toEqual([]);
  });

  it("is only registered while nothing is enabled behind it", async () => {
    const { log, run } = setUp(false, false);
    expect(await run()).toEqual({ node: "haproxy1", joined: "elb", waiting: "PRD_wso2ei" });
    expect(log).toEqual(["elb admit haproxy1"]);
  });

  it("fails when it can't catch up, and is not registered", async () => {
    const { log, run, balancer } = setUp(true, true);
    balancer.catchUp = () => Promise.reject(new Error("node2 DOWN"));
    await expect(run()).rejects.toThrow("node2 DOWN");
    expect(log).toEqual([]);
  });
});
