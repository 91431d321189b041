import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { ensureImage, MachineHost, type MachineSpec, type MachineState } from "../../sandbox/machines";
import { becomesTrue } from "../../sandbox/machines/poll";
import { whyNoMachines } from "../../sandbox/prerequisites";
import * as machine from "./support/machine-ssh";

const reason = whyNoMachines() ?? (process.getuid?.() === 0 ? undefined : "this test runs as root only");
if (reason && process.env.CI) throw new Error(`system tests can't be skipped in CI: ${reason}`);
const describeMachines = reason ? describe.skip : describe;

// Another run of this test on the same computer at the same time has another pid.
const id = `wtest${process.pid}`;
const subnet = `10.93.${process.pid % 256}`;
const network = { cidr: `${subnet}.0/24`, gateway: `${subnet}.1` };
const folder = mkdtempSync(join(tmpdir(), "machines-"));
const machinesDir = join(folder, "disks");
const host = new MachineHost({ id, machinesDir, network });
const keyFile = join(folder, "key");
const ssh = (address: string, command: string) => machine.ssh(keyFile, address, command);
const sshSoon = (address: string, command: string) => machine.sshSoon(keyFile, address, command);

const bootId = "cat /proc/1/stat | cut -d' ' -f22";

async function stateOf(name: string): Promise<MachineState | undefined> {
  return (await host.list()).find((machine) => machine.name === name);
}

/** The process under the machine's runner: systemd-nspawn. */
async function nspawnOf(name: string): Promise<number> {
  const runner = (await stateOf(name))?.pid;
  const { stdout } = await execa("ps", ["-o", "pid=", "--ppid", String(runner)]);
  return Number(stdout.trim());
}

describeMachines("machines on this computer", () => {
  let one: MachineSpec;
  let two: MachineSpec;

  beforeAll(async () => {
    const [image, newer] = await Promise.all([
      ensureImage(() => undefined, 12),
      ensureImage(() => undefined, 13),
    ]);
    await execa("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", keyFile]);
    const authorizedKeys = [readFileSync(join(folder, "key.pub"), "utf8")];
    one = {
      ...{ image, imageLabel: "debian-12-amd64-20250316-2053", authorizedKeys },
      ...{ name: "i-one", addresses: [`${subnet}.11`], hostname: "node1" },
    };
    two = {
      ...{ image: newer, imageLabel: "debian-13-amd64-20251117-2299", authorizedKeys },
      ...{ name: "i-two", addresses: [`${subnet}.12`], hostname: "node2.example.com" },
    };
    await host.prepare();
  }, 300_000);

  afterAll(async () => {
    await host.destroy();
    rmSync(folder, { recursive: true, force: true });
  });

  it("boots two side by side, within seconds", async () => {
    const begin = performance.now();
    await Promise.all([host.start(one), host.start(two)]);
    const names = await Promise.all([
      sshSoon(`${subnet}.11`, "hostname; cat /etc/sandbox-image"),
      sshSoon(`${subnet}.12`, "hostname -f; sudo id -un"),
    ]);
    expect(names).toEqual(["node1\ndebian-12-amd64-20250316-2053", "node2.example.com\nroot"]);
    expect(performance.now() - begin).toBeLessThan(10_000);
    console.info(`two machines let us in after ${Math.round(performance.now() - begin)} ms`);
  });

  it.each([
    ["Debian 12", 11, ["17", "2.6", "9.2"]],
    ["Debian 13", 12, ["21", "3.0", "10.0"]],
  ])(
    "is like the AMI of %s: nothing failed, HAProxy installed but off, no other login",
    async (_, last, versions) => {
      const address = `${subnet}.${last}`;
      expect(await sshSoon(address, "systemctl is-system-running --wait")).toBe("running");
      expect(await ssh(address, "systemctl is-enabled haproxy; systemctl is-active haproxy")).toBe(
        "disabled\ninactive",
      );
      expect(await ssh(address, "sudo sshd -T | grep -E '^(permitroot|password)'")).toBe(
        "permitrootlogin no\npasswordauthentication no",
      );
      const said = await ssh(address, "java -version; /usr/sbin/haproxy -v; ssh -V");
      expect(
        ['"(\\d+)\\.', "HAProxy version (\\d\\.\\d)\\.", "OpenSSH_([\\d.]+)"].map(
          (each) => new RegExp(each).exec(said)?.[1],
        ),
      ).toEqual(versions);
    },
  );

  it("connects machines with each other and with this computer", async () => {
    const ping = (address: string) => `ping -c 1 -W 2 ${address} > /dev/null && echo ${address}`;
    expect(await ssh(`${subnet}.11`, ping(`${subnet}.12`))).toBe(`${subnet}.12`);
    expect(await ssh(`${subnet}.12`, ping(`${subnet}.1`))).toBe(`${subnet}.1`);
  });

  it("gives each machine control groups of its own", async () => {
    const mark = "sudo systemd-run --quiet --unit=mark sleep 600; systemctl is-active mark";
    expect(await ssh(`${subnet}.11`, mark)).toBe("active");
    expect(await ssh(`${subnet}.12`, "systemctl is-active mark")).toBe("inactive");
  });

  it("moves a secondary address at once", async () => {
    await host.setAddresses("i-one", [`${subnet}.11`, `${subnet}.50`]);
    expect(await ssh(`${subnet}.50`, "hostname")).toBe("node1");
    await host.setAddresses("i-one", [`${subnet}.11`]);
    await host.setAddresses("i-two", [`${subnet}.12`, `${subnet}.50`]);
    expect(await ssh(`${subnet}.50`, "hostname")).toBe("node2.example.com");
    expect((await stateOf("i-two"))?.addresses).toEqual([`${subnet}.12`, `${subnet}.50`]);
  });

  it("does nothing to a machine that runs when it is started again", async () => {
    const before = await stateOf("i-one");
    await new MachineHost({ id, machinesDir, network }).start(one);
    expect(await stateOf("i-one")).toEqual(before);
  });

  it("brings a machine back that rebooted itself, with its disk and its addresses", async () => {
    const before = await ssh(`${subnet}.12`, `echo kept > mark; ${bootId}`);
    await ssh(`${subnet}.12`, "sudo systemctl reboot").catch(() => undefined);
    let after = before;
    await becomesTrue(async () => {
      after = await ssh(`${subnet}.50`, bootId).catch(() => before);
      return after !== before;
    }, 15);
    expect(after).not.toBe(before);
    expect(await ssh(`${subnet}.12`, "cat mark")).toBe("kept");
    expect((await stateOf("i-two"))?.state).toBe("running");
  });

  it("lists a machine that powered itself off as stopped, and it doesn't answer", async () => {
    await ssh(`${subnet}.12`, "sudo systemctl poweroff").catch(() => undefined);
    await becomesTrue(async () => (await stateOf("i-two"))?.state === "stopped", 15);
    expect(await stateOf("i-two")).toEqual({
      name: "i-two",
      addresses: [`${subnet}.12`, `${subnet}.50`],
      imageLabel: "debian-13-amd64-20251117-2299",
      state: "stopped",
    });
    await expect(ssh(`${subnet}.12`, "true")).rejects.toThrow();
    await host.start(two);
    expect(await sshSoon(`${subnet}.12`, "cat mark")).toBe("kept");
  });

  it("starts again after systemd-nspawn was killed", async () => {
    process.kill(await nspawnOf("i-one"), "SIGKILL");
    await becomesTrue(async () => (await stateOf("i-one"))?.state === "stopped", 15);
    expect((await stateOf("i-one"))?.state).toBe("stopped");
    await host.start(one);
    expect(await sshSoon(`${subnet}.11`, "hostname")).toBe("node1");
  });

  it("starts again after everything outside of the machine was killed, and ends the old one", async () => {
    const before = await ssh(`${subnet}.11`, bootId);
    const nspawn = await nspawnOf("i-one");
    process.kill((await stateOf("i-one"))?.pid ?? 0, "SIGKILL");
    process.kill(nspawn, "SIGKILL");
    await becomesTrue(async () => (await stateOf("i-one"))?.state === "stopped", 15);
    await host.start(one);
    expect(await sshSoon(`${subnet}.11`, bootId)).not.toBe(before);
    expect((await stateOf("i-one"))?.state).toBe("running");
  });

  it("stops, starts and removes a machine", async () => {
    const begin = performance.now();
    await host.stop("i-one");
    console.info(`a machine powered off in ${Math.round(performance.now() - begin)} ms`);
    expect((await stateOf("i-one"))?.state).toBe("stopped");
    await host.stop("i-one");
    await host.start(one);
    expect(await sshSoon(`${subnet}.11`, "hostname")).toBe("node1");
    await host.remove("i-one");
    await host.remove("i-one");
    expect((await host.list()).map(({ name }) => name)).toEqual(["i-two"]);
    expect(readdirSync(machinesDir)).toEqual(["i-two"]);
  });

  it("fails on a network that this computer already reaches another way", async () => {
    const rival = new MachineHost({
      id: "wtestrival",
      machinesDir: join(folder, "rival"),
      network: { cidr: "10.93.0.0/16", gateway: "10.93.0.1" },
    });
    await expect(rival.prepare()).rejects.toThrow(
      `the network 10.93.0.0/16 overlaps ${network.cidr}, which this computer reaches through ${id}; ` +
        "set wso2:vpcCidr to a range that is free",
    );
  });

  it("fails with the console's words when a machine can't boot, and leaves nothing running", async () => {
    const image = join(folder, "empty-image");
    for (const path of ["etc", "home/admin/.ssh"]) mkdirSync(join(image, path), { recursive: true });
    const broken = { ...one, name: "i-broken", image, addresses: [`${subnet}.13`] };
    await expect(host.start(broken)).rejects.toThrow(
      /^machine i-broken did not boot; its console says:\n.*OS root directory/s,
    );
    expect(existsSync(`/run/netns/${id}-i-broken`)).toBe(false);
    await host.remove("i-broken");
  });

  it("leaves nothing behind, whatever was killed", async () => {
    process.kill(await nspawnOf("i-two"), "SIGKILL");
    await host.destroy();
    const { stdout: namespaces } = await execa("ip", ["netns", "list"]);
    const { stdout: devices } = await execa("ip", ["-brief", "link"]);
    const { stdout: processes } = await execa("ps", ["-eo", "args"]);
    const found = [namespaces, devices, processes, readFileSync("/proc/mounts", "utf8")]
      .flatMap((text) => text.split("\n"))
      .filter((line) => line.includes(id) || line.includes(machinesDir));
    expect(found).toEqual([]);
    expect(existsSync(machinesDir)).toBe(false);
    expect(readdirSync("/run/systemd/nspawn/propagate").filter((name) => name.startsWith(id))).toEqual([]);
    expect(existsSync(`/sys/fs/cgroup/unified/${id}`) || existsSync(`/sys/fs/cgroup/${id}`)).toBe(false);
    await host.destroy();
  });
});

if (reason)
  it(`is skipped: ${reason}`, () => {
    expect(reason).not.toBe("");
  });
