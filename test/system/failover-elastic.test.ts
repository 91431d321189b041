import {
  AllocateAddressCommand,
  DescribeAddressesCommand,
  DisassociateAddressCommand,
} from "@aws-sdk/client-ec2";
import { pollUntil } from "../../sandbox/elb/poll-until";
import { describePair, PairFixture } from "./support/pair-fixture";
import { otherOf } from "./support/pair-machines";
import { answered, isAnswered } from "./support/pair-on-cloud";

const fixture = new PairFixture("pair-elastic", async ({ ec2 }) => {
  const { PublicIp, AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: "vpc" }));
  return { kind: "elastic", ip: PublicIp ?? "", allocationId: AllocationId ?? "" };
});

/** That never two machines have the address is AWS's own: there is one association. */
describePair("a failover pair with an Elastic IP", fixture, () => {
  test("an operator's standby moves the address, and loses nothing", async () => {
    const before = await fixture.pair.holder();
    const { lost } = await fixture.seenDuring("pcs node standby", () => fixture.standby(before));
    expect(lost).toEqual([]);
  });

  test("a machine that is gone is fenced, then the other one has the address", async () => {
    const before = await fixture.pair.holder();
    await fixture.seenDuring("stop the holder's instance", () => fixture.loseInstance(before));
    expect(await fixture.pair.holder()).toBe(otherOf(before));
  });

  test("nobody answers at an address that nobody holds, and the cluster takes it again", async () => {
    const pause = (isOn: boolean) =>
      fixture.pair.on("haproxy1", `pcs property set maintenance-mode=${isOn} && crm_resource --wait`);
    // Else the next check of the address could come before the look.
    await pause(true);
    const found = await fixture.ec2.send(new DescribeAddressesCommand({ PublicIps: [fixture.ip] }));
    const AssociationId = found.Addresses?.[0]?.AssociationId;
    await fixture.ec2.send(new DisassociateAddressCommand({ AssociationId }));
    await pollUntil("silence", 30, async () => ((await isAnswered(fixture.ip)) ? undefined : true));
    expect(await fixture.pair.holders()).toEqual([]);
    await pause(false);
    await answered(fixture.ip);
    await fixture.pair.whole();
  });
});
