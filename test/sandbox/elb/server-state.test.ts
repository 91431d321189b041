import { planClassicPlane } from "../../../sandbox/elb/classic-plane";
import { parseServerState, planDeregistered, renderServerState } from "../../../sandbox/elb/server-state";
import { elb } from "./elb-fixture";

const shown = `1
# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state ...
2 health 1 i-1 10.41.0.11 2 0 1 1 8 15 3 4 6 0 0 0 - 8405 - 0 0 - - 0
2 health 2 i-9 10.41.0.19 2 0 1 1 8 15 3 4 6 0 0 0 - 8405 - 0 0 - - 0
2 health 3 i-2 10.41.0.12 0 0 1 1 8 15 2 0 6 0 0 0 - 8405 - 0 0 - - 0
4 port_80 1 i-3 10.41.0.11 2 0 1 1 8 1 0 2 0 0 0 0 - 80 - 0 0 - - 0
`;

describe("state that a load balancer takes over", () => {
  const current = parseServerState(shown);

  it("reads which instances are in service", () => {
    expect([...current]).toEqual([
      ["i-1", true],
      ["i-9", true],
      ["i-2", false],
    ]);
  });

  it("keeps who is in service, and lets a new instance prove itself first", () => {
    const [pool] = planClassicPlane(elb).pools;
    const lines = renderServerState(pool ? [{ ...pool, current }] : []).split("\n");
    expect(lines[0]).toBe("1");
    expect(lines.slice(2)).toEqual([
      "1 health 1 i-1 10.41.0.11 2 0 1 1 0 15 3 4 6 0 0 0 - 8405 - 0 0 - - 0",
      "1 health 2 i-2 10.41.0.12 0 0 1 1 0 1 0 0 6 0 0 0 - 8405 - 0 0 - - 0",
      "1 health 3 i-3 10.41.16.11 0 0 1 1 0 1 0 0 6 0 0 0 - 8405 - 0 0 - - 0",
      "",
    ]);
  });

  it("finds the instances that were deregistered", () => {
    expect(planDeregistered(elb.members, current)).toEqual(["i-9"]);
    expect(planDeregistered(elb.members, new Map())).toEqual([]);
  });
});
