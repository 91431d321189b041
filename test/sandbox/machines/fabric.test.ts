import { Fabric } from "../../../sandbox/machines/fabric";
import { ipIn } from "../../../sandbox/machines/ip";
import { planCable } from "../../../sandbox/machines/plan-network";
import { metadataAddress } from "../../../sandbox/metadata/addresses";
import { whyNoMachines } from "../../../sandbox/prerequisites";

const reason = whyNoMachines() ?? (process.getuid?.() === 0 ? undefined : "this test runs as root only");
const describeFabric = reason ? describe.skip : describe;

describeFabric("the switch of a sandbox", () => {
  const octet = 1 + (process.pid % 250);
  const fabric = new Fabric(`wt${octet}`, { cidr: `10.254.${octet}.0/24`, gateway: `10.254.${octet}.1` });
  const addressOf = async (device: string) =>
    (await ipIn(fabric.id, "-br", "link", "show", device)).split(/\s+/)[2];

  beforeAll(() => fabric.create());
  afterAll(() => fabric.destroy());

  it("is where machines know it, whoever is plugged in and out", async () => {
    const own = planCable(fabric.id, "bridge", metadataAddress).mac;
    expect(await addressOf("bridge")).toBe(own);
    const lowest = "02:00:00:00:00:01";
    await ipIn(fabric.id, "link", "add", "m1", "address", lowest, "type", "veth", "peer", "name", "m2");
    await ipIn(fabric.id, "link", "set", "m1", "master", "bridge", "up");
    expect([await addressOf("m1"), await addressOf("bridge")]).toEqual([lowest, own]);
    await ipIn(fabric.id, "link", "delete", "m1");
    await fabric.create();
    expect(await addressOf("bridge")).toBe(own);
  });
});
