import { planWeights } from "../../../sandbox/elb/plan-weights";
import { elb } from "./elb-fixture";

describe("shares of the instances", () => {
  it("are alike across zones", () => {
    expect([...planWeights(elb.members, true)]).toEqual([
      ["i-1", 240],
      ["i-2", 240],
      ["i-3", 240],
    ]);
  });

  it("split each zone's even share without cross-zone", () => {
    expect([...planWeights(elb.members, false)]).toEqual([
      ["i-1", 120],
      ["i-2", 120],
      ["i-3", 240],
    ]);
  });
});
