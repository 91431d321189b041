import { planTargetView } from "../../../../components/load-balancers/live/target-group-state";

type State = NonNullable<NonNullable<Parameters<typeof planTargetView>[0]["TargetHealth"]>["State"]>;
type Reason = NonNullable<NonNullable<Parameters<typeof planTargetView>[0]["TargetHealth"]>["Reason"]>;

/** States and reasons as AWS's API reference lists them. */
describe("a target of a target group", () => {
  it.each<[State, Reason | undefined, string, boolean, boolean, string]>([
    ["healthy", undefined, "ready", true, true, "healthy"],
    ["initial", "Elb.InitialHealthChecking", "ready", false, false, "initial: Elb.InitialHealthChecking"],
    ["initial", "Elb.RegistrationInProgress", "ready", false, false, "initial: Elb.RegistrationInProgress"],
    [
      "unhealthy",
      "Target.ResponseCodeMismatch",
      "ready",
      false,
      false,
      "unhealthy: Target.ResponseCodeMismatch",
    ],
    [
      "unhealthy.draining",
      "Target.FailedHealthChecks",
      "ready",
      false,
      false,
      "unhealthy.draining: Target.FailedHealthChecks",
    ],
    ["unused", "Target.NotInUse", "ready", false, false, "unused: Target.NotInUse"],
    [
      "unavailable",
      "Target.HealthCheckDisabled",
      "ready",
      true,
      true,
      "unavailable: Target.HealthCheckDisabled",
    ],
    ["unavailable", "Elb.InternalError", "ready", false, false, "unavailable: Elb.InternalError"],
    [
      "draining",
      "Target.DeregistrationInProgress",
      "drain",
      true,
      false,
      "draining: Target.DeregistrationInProgress",
    ],
  ])("%s by %s", (State, Reason, admin, up, checkPassed, check) => {
    const TargetHealth = Reason ? { State, Reason } : { State };
    expect(planTargetView({ Target: { Id: "10.0.0.1" }, TargetHealth })).toEqual({
      name: "10.0.0.1",
      status: State,
      admin,
      up,
      checkPassed,
      check,
      requests: 0,
      downs: 0,
    });
  });

  it("says why its check failed", () => {
    const TargetHealth = {
      State: "unhealthy",
      Reason: "Target.ResponseCodeMismatch",
      Description: "Health checks failed with these codes: [503]",
    } as const;
    expect(planTargetView({ Target: { Id: "i-1" }, TargetHealth })?.check).toBe(
      "unhealthy: Target.ResponseCodeMismatch (Health checks failed with these codes: [503])",
    );
  });

  it("is none, once it is not registered", () => {
    const TargetHealth = { State: "unused", Reason: "Target.NotRegistered" } as const;
    expect(planTargetView({ Target: { Id: "i-1" }, TargetHealth })).toBeUndefined();
  });
});
