import { pollUntil } from "../../sandbox/elb/poll-until";
import { planCable } from "../../sandbox/machines/plan-network";
import { describePair, PairFixture } from "./support/pair-fixture";
import { pairNames as names, otherOf } from "./support/pair-machines";
import { answered, isolate, membershipPlan, roll } from "./support/pair-on-cloud";

const fixture = new PairFixture("pair", ({ subnet }) => ({ kind: "secondary", ip: `${subnet}.50` }));

describePair("a failover pair on machines", fixture, () => {
  test("an operator's standby moves the address, and loses nothing", async () => {
    const before = await fixture.pair.holder();
    const { lost } = await fixture.seenDuring("pcs node standby", () => fixture.standby(before));
    expect(lost).toEqual([]);
  });

  test("a roll takes the holder out and brings it back, and loses nothing", async () => {
    const before = await fixture.pair.holder();
    const plan = membershipPlan(before, fixture.targetOf(before), fixture.targetOf(otherOf(before)));
    const { lost } = await fixture.seenDuring("leave and join", async () => {
      await roll("leave", plan);
      expect(await fixture.pair.holder()).toBe(otherOf(before));
      expect(await fixture.pair.on(before, "systemctl is-active corosync haproxy || :")).toBe(
        "inactive\nactive",
      );
      await roll("join", plan);
    });
    expect(lost).toEqual([]);
  });

  test("a HAProxy that dies is back before the address would move", async () => {
    const before = await fixture.pair.holder();
    const { longestSilenceMs } = await fixture.seenDuring("kill HAProxy", async () => {
      await fixture.pair.on(before, "kill -9 $(systemctl show -p MainPID --value haproxy)");
      await answered(fixture.ip);
    });
    expect(longestSilenceMs).toBeLessThan(3000);
    expect(await fixture.pair.holder()).toBe(before);
  });

  test("a reboot of the holder loses nothing", async () => {
    const before = await fixture.pair.holder();
    const boot = await fixture.pair.bootOf(before);
    const { lost } = await fixture.seenDuring("reboot the holder", async () => {
      await fixture.pair.on(before, "systemctl reboot").catch(() => undefined);
      await fixture.pair.rebooted(before, boot);
    });
    expect(lost).toEqual([]);
    expect(await fixture.pair.holder()).toBe(otherOf(before));
  });

  test("two that lose each other never both hold the address: the holder stops the other one", async () => {
    const before = await fixture.pair.holder();
    const boot = await fixture.pair.bootOf(otherOf(before));
    let most = 0;
    const { lost } = await fixture.seenDuring("cut between the two", async () => {
      const ports = names.map((name) => planCable(fixture.paths.id, fixture.pair.instanceOf(name), "").port);
      await isolate(fixture.paths.id, ports, "on");
      most = await fixture.pair.mostHolders(() => fixture.pair.rebooted(otherOf(before), boot));
      await isolate(fixture.paths.id, ports, "off");
    });
    expect(lost).toEqual([]);
    expect(await fixture.pair.holder()).toBe(before);
    expect(most).toBe(1);
  });

  test("a machine that dies and boots again has the address still, or the other one has it", async () => {
    const before = await fixture.pair.holder();
    const boot = await fixture.pair.bootOf(before);
    await fixture.seenDuring("kill all that runs on the holder", async () => {
      fixture.pair.kill(before);
      await fixture.pair.rebooted(before, boot);
      await answered(fixture.ip);
    });
    expect(await fixture.pair.holders()).toHaveLength(1);
  });

  test("a machine that is gone is fenced, then the other one has the address, and it comes back as the one in reserve", async () => {
    const before = await fixture.pair.holder();
    await fixture.seenDuring("stop the holder's instance", () => fixture.loseInstance(before));
    expect(await fixture.pair.holder()).toBe(otherOf(before));
  });

  test("a machine that stands still is stopped, and never has the address again when it goes on", async () => {
    const before = await fixture.pair.holder();
    const boot = await fixture.pair.bootOf(before);
    const most = await fixture.pair.mostHolders(() =>
      fixture.seenDuring("freeze the holder", async () => {
        fixture.pair.freeze(before);
        await fixture.pair.rebooted(before, boot).finally(() => fixture.pair.thaw(before));
        await answered(fixture.ip);
      }),
    );
    expect(most).toBe(1);
    expect(await fixture.pair.holder()).toBe(otherOf(before));
  });

  test("both leave, one after the other, as when their stack ends", async () => {
    const last = await fixture.pair.holder();
    for (const name of [otherOf(last), last]) {
      const plan = membershipPlan(name, fixture.targetOf(name), fixture.targetOf(otherOf(name)));
      await roll("leave", plan, { WSO2_BELOW_FLOOR: "allow" });
      await fixture.stopInstance(name);
      await pollUntil(`${name} is off`, 60, () =>
        fixture.pair.bootOf(name).then(
          () => undefined,
          () => true as const,
        ),
      );
    }
  });
});
