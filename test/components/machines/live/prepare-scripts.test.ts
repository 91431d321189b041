import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { renderHostKey, renderSetup } from "../../../../components/machines/live/prepare-scripts";
import type { MachinePlan } from "../../../../components/machines/machine-plan";
import { exampleTarget } from "../../program/example-plans";

const plan: MachinePlan = {
  target: exampleTarget,
  hostPrivateKey: "private",
  hostname: "haproxy1",
  packages: [{ command: "haproxy", name: "haproxy" }],
  groups: ["haproxy"],
  bootTimeoutSec: 60,
};

describe("prepare scripts", () => {
  it.each([
    ["host key", renderHostKey(plan)],
    ["setup", renderSetup(plan)],
    ["setup with nothing to install", renderSetup({ ...plan, packages: [], groups: [] })],
  ])("is a script that a POSIX shell can read: %s", async (_, script) => {
    await execa("sh", ["-n"], { input: `main() {\n${script}\n}\nmain\n` });
  });

  it("proves the new key before it removes the old ones", () => {
    const lines = renderHostKey(plan).split("\n");
    const at = (start: string) => lines.findIndex((line) => line.startsWith(start));
    expect(at("found=$(ssh-keygen -y")).toBeLessThan(at("find /etc/ssh"));
    expect(at("find /etc/ssh")).toBeLessThan(at("mv -fT /etc/ssh/ssh_host_ed25519_key.aside /etc/ssh"));
  });

  it("keeps host name and /etc/hosts from cloud-init's next boot", () => {
    expect(filesOf(renderSetup(plan))["/etc/cloud/cloud.cfg.d/99-wso2.cfg"]).toBe(
      "preserve_hostname: true\nmanage_etc_hosts: false\n",
    );
  });

  it("keeps upgrades at night from the packages of a roll, in words that apt can read", async () => {
    const packages = [...plan.packages, { command: "java", name: "openjdk-17-jre-headless" }];
    const files = filesOf(renderSetup({ ...plan, packages }));
    const folder = mkdtempSync(join(tmpdir(), "apt-"));
    const file = join(folder, "52wso2");
    writeFileSync(file, files["/etc/apt/apt.conf.d/52wso2-unattended-upgrades"] ?? "");
    const { stdout } = await execa("apt-config", [
      "-c",
      file,
      "dump",
      "Unattended-Upgrade::Package-Blacklist",
    ]);
    rmSync(folder, { recursive: true });
    const patterns = [...stdout.matchAll(/Blacklist:: "(.*)";/g)].map(([, text]) => new RegExp(text ?? ""));
    const isKept = (name: string) => patterns.some((pattern) => pattern.test(name));
    expect(["haproxy", "openjdk-17-jre-headless", "openssl", "libc6"].map(isKept)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(files["/etc/needrestart/conf.d/52wso2.conf"]).toContain("qr(^(haproxy|wso2|");
  });
});

/** What a script writes, by path. */
function filesOf(script: string): Record<string, string> {
  const blocks = script.matchAll(/base64 -d > (\S+)\.new-by-roll'? <<'END'\n([\s\S]*?)\nEND/g);
  return Object.fromEntries(
    [...blocks].map(([, path = "", data = ""]) => [
      path.replace(/^'/, ""),
      Buffer.from(data, "base64").toString(),
    ]),
  );
}
