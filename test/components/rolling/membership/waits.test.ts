import { waitForSessions } from "../../../../components/rolling/membership/waits";
import { FakeBalancer, fakeContext } from "./fake-balancer";

it("tells the sessions that are left as they fall, not as they rise", async () => {
  const balancer = new FakeBalancer("haproxy1", ["node1"], []);
  const context = fakeContext();
  let looks = 0;
  balancer.inFlight = () => {
    looks += 1;
    if (looks <= 6) return 5;
    if (looks <= 12) return 9;
    return looks <= 18 ? 1 : 0;
  };
  const limits = { quietSec: 0.1, sessionTimeoutSec: 60, inFlightTimeoutSec: 1 };
  expect(await waitForSessions(context, "node1", [balancer.member("node1")], limits)).toEqual({
    quiet: true,
    inFlight: 0,
  });
  expect(context.lines).toEqual([
    expect.stringContaining("haproxy1, 5 sessions left"),
    expect.stringContaining("haproxy1, 1 session left"),
  ]);
});
