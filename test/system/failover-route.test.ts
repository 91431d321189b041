import { describePair, PairFixture } from "./support/pair-fixture";
import { otherOf } from "./support/pair-machines";
import { createRoute } from "./support/pair-on-cloud";

/** Outside of the VPC. */
const ip = `172.31.${process.pid % 250}.1`;

const fixture = new PairFixture("pair-route", async ({ ec2, vpcId, instanceOf }) => ({
  kind: "route",
  ip,
  routeTableIds: [await createRoute(ec2, vpcId, ip, instanceOf("haproxy1"))],
}));

describePair("a failover pair whose address moves by a route", fixture, () => {
  test("an operator's standby moves the address, and loses nothing", async () => {
    const before = await fixture.pair.holder();
    let most = 0;
    const { lost } = await fixture.seenDuring("pcs node standby", async () => {
      most = await fixture.pair.mostHolders(() => fixture.standby(before));
    });
    expect(lost).toEqual([]);
    expect(most).toBe(1);
  });

  test("a machine that is gone is fenced, then the other one has the address", async () => {
    const before = await fixture.pair.holder();
    const most = await fixture.pair.mostHolders(() =>
      fixture.seenDuring("stop the holder's instance", () => fixture.loseInstance(before)),
    );
    expect(most).toBe(1);
    expect(await fixture.pair.holder()).toBe(otherOf(before));
  });
});
