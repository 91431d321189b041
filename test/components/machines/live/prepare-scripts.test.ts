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
});
