import { planInstanceView } from "../../../../components/load-balancers/live/classic-elb-state";

/** State, reason code and description as AWS's API reference lists them. */
describe("an instance of a classic ELB", () => {
  it.each([
    ["InService", "N/A", "N/A", "InService", "ready", true, true, "InService"],
    [
      "InService",
      "N/A",
      "Instance deregistration currently in progress.",
      "draining",
      "drain",
      true,
      false,
      "Instance deregistration currently in progress.",
    ],
    [
      "OutOfService",
      "ELB",
      "Instance registration is still in progress.",
      "OutOfService",
      "ready",
      false,
      false,
      "ELB: Instance registration is still in progress.",
    ],
    [
      "OutOfService",
      "Instance",
      "Instance has failed at least the UnhealthyThreshold number of health checks consecutively.",
      "OutOfService",
      "ready",
      false,
      false,
      "Instance: Instance has failed at least the UnhealthyThreshold number of health checks consecutively.",
    ],
    [
      "OutOfService",
      "Instance",
      "Instance is in stopped state.",
      "OutOfService",
      "ready",
      false,
      false,
      "Instance: Instance is in stopped state.",
    ],
    [
      "Unknown",
      "ELB",
      "A transient error occurred. Please try again later.",
      "Unknown",
      "ready",
      false,
      false,
      "ELB: A transient error occurred. Please try again later.",
    ],
  ] as const)("%s, %s: %s", (State, ReasonCode, Description, status, admin, up, checkPassed, check) => {
    expect(planInstanceView({ InstanceId: "i-1", State, ReasonCode, Description })).toEqual({
      name: "i-1",
      status,
      admin,
      up,
      checkPassed,
      check,
      requests: 0,
      downs: 0,
    });
  });

  it("is none, once it is not registered and nothing drains", () => {
    const Description = "Instance is not currently registered with the LoadBalancer.";
    const state = { InstanceId: "i-1", State: "OutOfService", ReasonCode: "Instance", Description };
    expect(planInstanceView(state)).toBeUndefined();
  });
});
