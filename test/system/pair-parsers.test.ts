import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import type { PairAddress } from "../../components/failover-pair/pair-model";
import { renderWholeCib } from "../../components/failover-pair/render-cib";
import { renderCorosyncConf } from "../../components/failover-pair/render-corosync-conf";
import { ensureImage } from "../../sandbox/machines";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { examplePair } from "../components/failover-pair/example-pair";

const reason = whyNoMachines() ?? (process.getuid?.() === 0 ? undefined : "this test runs as root only");
if (reason && process.env.CI) throw new Error(`system tests can't be skipped in CI: ${reason}`);
const describeParsers = reason ? describe.skip : describe;

/** Corosync, Pacemaker and pcs of Debian 13, as the machines' image has them. */
describeParsers("a failover pair's files", () => {
  const folder = mkdtempSync(join(tmpdir(), "pair-"));
  let image: string;

  /** Runs a program of the image, which sees the folder as /mnt; in a mount namespace of its own. */
  const inImage = async (...command: string[]) => {
    const script = 'mount --bind "$1" "$2/mnt" && image=$2 && shift 2 && exec chroot "$image" "$@"';
    const args = ["--mount", "sh", "-c", script, "sh", folder, image, ...command];
    const { exitCode, all } = await execa("unshare", args, { reject: false, all: true });
    return { exitCode, said: all ?? "" };
  };
  const write = (name: string, content: string) => writeFileSync(join(folder, name), content);

  beforeAll(async () => {
    image = await ensureImage(() => undefined, 13);
  }, 600_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("Corosync takes its configuration, and refuses one without a cipher that it knows", async () => {
    // One of the two must be this computer.
    const [first, second] = examplePair().machines;
    const machines = [{ name: "haproxy1", ...first, address: "127.0.0.1" }, ...(second ? [second] : [])];
    const text = renderCorosyncConf(examplePair({ machines })).replace(
      "totem {",
      "totem {\n    keyfile: /mnt/authkey",
    );
    write("authkey", "0123456789abcdef".repeat(8));
    write("corosync.conf", text);
    expect(await inImage("corosync", "-t", "-c", "/mnt/corosync.conf")).toMatchObject({ exitCode: 0 });
    write("corosync.conf", text.replace("aes256", "rot13"));
    expect((await inImage("corosync", "-t", "-c", "/mnt/corosync.conf")).said).toContain("cipher");
  });

  const addresses: [PairAddress, string][] = [
    [{ kind: "secondary", ip: "10.42.32.200" }, "awsvip"],
    [{ kind: "route", ip: "172.31.0.1", routeTableIds: ["rtb-1", "rtb-2"] }, "aws-vpc-move-ip"],
    [{ kind: "elastic", ip: "203.0.113.9", allocationId: "eipalloc-1" }, "awseip"],
  ];

  test.each(addresses)("Pacemaker and pcs read the resources: %j", async (address, agent) => {
    write("cib.xml", renderWholeCib(examplePair({ address }), "ens5"));
    const verified = await inImage("crm_verify", "--xml-file", "/mnt/cib.xml", "-V");
    // Machines that are nowhere yet are all that there is to say.
    expect(verified.said.split("\n").filter((line) => /^error/i.test(line))).toEqual([]);
    const resources = await inImage("pcs", "-f", "/mnt/cib.xml", "resource", "config");
    expect(resources).toMatchObject({ exitCode: 0 });
    expect(resources.said).toContain(`type=${agent}`);
    const fencing = await inImage("pcs", "-f", "/mnt/cib.xml", "stonith", "config");
    expect(fencing.said.match(/type=fence_wso2/g)).toHaveLength(2);
  });

  test("the agents take the parameters that they are given", async () => {
    const cib = addresses.map(([address]) => renderWholeCib(examplePair({ address }), "ens5")).join("");
    const primitives = cib.matchAll(
      /<primitive id="[^"]+" class="ocf" provider="heartbeat" type="([^"]+)">(.*?)<\/primitive>/g,
    );
    for (const [, type = "", inside = ""] of primitives) {
      const agent = `/usr/lib/ocf/resource.d/heartbeat/${type}`;
      const { said } = await inImage("env", "OCF_ROOT=/usr/lib/ocf", agent, "meta-data");
      const known = Array.from(said.matchAll(/<parameter name="([^"]+)"/g), ([, name]) => name);
      const given = Array.from(inside.matchAll(/<nvpair id="[^"]+" name="([^"]+)"/g), ([, name]) => name);
      expect(known).toEqual(expect.arrayContaining(given));
    }
  });
});
