import { followName } from "../../../../components/load-balancers/live/follow-name";
import { planShapes } from "../../../../components/program/plan-schemas";
import { fakeContext } from "../../rolling/membership/fake-balancer";

const plan = { name: "shop.example.com", leadsTo: "new.elb.example.com", forSec: 0.2 };

describe("follow-name", () => {
  it("says what the name leads to, and ends once resolvers have forgotten the other one", async () => {
    const context = fakeContext();
    expect(await followName(context, plan)).toEqual(plan);
    expect(context.lines.join("\n")).toContain(
      "leads to new.elb.example.com; the load balancer of before serves on for 1 s",
    );
  });

  it("ends at once when it is interrupted, and fails, so that nothing is deleted", async () => {
    const stopped = new AbortController();
    const waiting = followName({ ...fakeContext(), signal: stopped.signal }, { ...plan, forSec: 600 });
    stopped.abort(new Error("interrupted"));
    await expect(waiting).rejects.toThrow("interrupted");
  });

  it("refuses a plan without a name", () => {
    expect(planShapes["follow-name"](plan, "")).toEqual(plan);
    expect(() => planShapes["follow-name"]({ ...plan, name: 3 }, "")).toThrow("name must be text");
  });
});
