import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { packageRoot } from "../../../sandbox/paths";
import { hasProgram } from "../../../sandbox/prerequisites/find-program";

/** The data planes of all three kinds, with the real HAProxy, in namespaces instead of a machine. */

const isRoot = process.getuid?.() === 0;
const reason = hasProgram("haproxy") && isRoot ? undefined : "needs root and haproxy";
if (reason && process.env.CI) throw new Error(`data planes can't be skipped in CI: ${reason}`);

/** Two instances that answer with their names. */
const instances = `
defaults
  mode http
  timeout client 300s
  timeout server 30s
  timeout connect 1s
frontend a
  bind 127.0.0.2:8080
  http-request return status 200 content-type text/plain string web1
frontend b
  bind 127.0.0.3:8080
  http-request return status 200 content-type text/plain string web2
`;

/** In the place of systemd's: it starts HAProxy, or has it load its configuration anew. */
const systemctl = `#!/bin/sh
if kill -USR2 "$(cat /run/haproxy.pid 2>/dev/null)" 2>/dev/null; then exit 0; fi
exec haproxy -W -D -p /run/haproxy.pid -S /run/haproxy-master.sock -f /etc/haproxy/haproxy.cfg
`;

(reason ? describe.skip : describe)("a data plane under load", () => {
  const folder = mkdtempSync(join(tmpdir(), "plane-load-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(["classic", "application", "network"])(
    "%s: another certificate, and each instance out and in again, lose no request",
    async (kind) => {
      const own = mkdtempSync(join(folder, kind));
      writeFileSync(join(own, "instances.cfg"), instances);
      writeFileSync(join(own, "systemctl"), systemctl);
      chmodSync(join(own, "systemctl"), 0o755);
      const program = join(packageRoot, "test/sandbox/elb/plane-under-load.cjs");
      const script = `
set -e
ip link set lo up
for each in /run /etc/haproxy /var/lib/haproxy; do mount -t tmpfs tmpfs $each; done
mkdir -p /run/systemd; touch /run/systemd/private
mount --bind ${own}/systemctl "$(command -v systemctl)"
haproxy -D -f ${own}/instances.cfg
node ${program} ${kind} ${own} ${join(packageRoot, "dist")}`;
      const apart = ["--mount", "--net", "--pid", "--fork", "--mount-proc", "--propagation", "private"];
      const { stdout } = await execa("unshare", [...apart, "bash", "-c", script], { timeout: 120_000 });
      expect(JSON.parse(stdout)).toEqual({ failed: [], many: true, alone: ["web2", "web1"] });
    },
  );
});
