import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import type { ContentPlan, NfsPlan } from "../../../components/content-sync/content-plan";
import { planContentFiles } from "../../../components/content-sync/render-files";
import { nfsSource } from "../../../components/content-sync/render-nfs-files";
import { renderSharedFolders, renderTryMount } from "../../../components/content-sync/render-nfs-setup";
import { renderNoContent } from "../../../components/content-sync/render-setup";
import { planIdentityServer } from "../../../components/nodes/identity-server/plan-identity-server";
import { digestService, planService, type ServiceFacts } from "../../../components/nodes/plan-service";
import { planShapes } from "../../../components/program/plan-schemas";
import { planLimits } from "../../../components/rolling/limits";
import { passwords } from "../nodes/api-manager/example";
import { exampleTarget } from "../program/example-plans";

const nfs: NfsPlan = { server: "nfs.example.com", path: "/export/wso2" };
const efs: NfsPlan = { server: "fs-12.efs.eu-central-1.amazonaws.com", path: "/", efs: true };
const planOf = (of: NfsPlan): ContentPlan => ({
  ...{ service: "identity-server", node: "is2", folders: ["repository/tenants"] },
  nfs: of,
});
const place = { home: "/opt/wso2/wso2is-7.1.0", homeLink: "/opt/wso2/identity-server", owner: "wso2" };
const product = planIdentityServer("7.1.0", { hostname: "id.example.com", apart: true });
const facts: ServiceFacts = {
  ...{ node: "is2", target: exampleTarget, product, serviceName: "id.internal", passwords },
  shared: { certificatePem: "shared certificate", privateKeyPem: "shared key" },
  ...{ certificatePem: "certificate", privateKeyPem: "key", caPem: "root", javaOpts: "" },
  ...{ limits: planLimits({}), content: planOf(efs) },
};
const filesOf = (of: NfsPlan) =>
  Object.fromEntries(planContentFiles(planOf(of), "wso2").map((each) => [each.path, each.content]));
const mountUnit = "/etc/systemd/system/var-lib-wso2\\x2dcontent-identity\\x2dserver\\x2dshared.mount";

describe("a node with its content on a file system that all nodes mount", () => {
  it("mounts a server of one's own with the options that keep data whole, and EFS with those of AWS, by TLS", () => {
    expect(Object.keys(filesOf(nfs))).toEqual([
      "/etc/wso2-content/identity-server/folders",
      mountUnit,
      "/etc/systemd/system/wso2-identity-server-content-lag.service",
      "/etc/systemd/system/wso2-identity-server-content-lag.timer",
    ]);
    expect(filesOf(nfs)[mountUnit]).toContain(
      `[Mount]
What=nfs.example.com:/export/wso2
Where=/var/lib/wso2-content/identity-server-shared
Type=nfs4
Options=nfsvers=4.1,hard,timeo=600,retrans=2,actimeo=5,_netdev,nosuid,nodev,noexec
`,
    );
    const ofEfs = filesOf(efs);
    expect(ofEfs[mountUnit]).toContain(
      `Requires=wso2-identity-server-content-tls.service
After=wso2-identity-server-content-tls.service

[Mount]
What=127.0.0.1:/
Where=/var/lib/wso2-content/identity-server-shared
Type=nfs4
Options=nfsvers=4.1,hard,timeo=600,retrans=2,actimeo=5,_netdev,nosuid,nodev,noexec,rsize=1048576,wsize=1048576,noresvport,port=20049
`,
    );
    expect(ofEfs["/etc/wso2-content/identity-server/tls.conf"]).toContain(
      `connect = fs-12.efs.eu-central-1.amazonaws.com:2049`,
    );
    expect(nfsSource({ server: "fd00::1", path: "/x" })).toBe("[fd00::1]:/x");
  });

  it("has a plan that is taken, with one of rsync and NFS", () => {
    const plan = planService(facts);
    expect(planShapes.start(plan, "")).toEqual(plan);
    for (const content of [
      { ...planOf(efs), nfs: undefined },
      { ...planOf(efs), rsync: {} },
    ]) {
      expect(() => planShapes.start({ ...plan, install: { ...plan.install, content } }, "")).toThrow(
        /content/,
      );
    }
  });

  it("starts after the mount, and stops without a script that a hanging mount could hold", () => {
    const { unitText } = planService(facts).install ?? { unitText: "" };
    expect(unitText).toContain(
      "\nRequiresMountsFor=/var/lib/wso2-content/identity-server-shared\n\n[Service]",
    );
    expect(unitText).toContain(
      "\nBindPaths=/var/lib/wso2-content/identity-server-shared/identity-server/repository/tenants:/opt/wso2/wso2is-7.1.0/repository/tenants\n",
    );
    expect(unitText).not.toContain("ExecStop");
    expect(unitText).toContain("\nKillMode=mixed\n");
  });

  it("is rolled by another server", () => {
    const digest = (of: NfsPlan) => digestService(planService({ ...facts, content: planOf(of) }));
    expect(digest({ ...efs })).toBe(digest(efs));
    expect(digest(nfs)).not.toBe(digest(efs));
  });

  it("has units and a mount that systemd and util-linux take", async () => {
    const root = mkdtempSync(join(tmpdir(), "nfs-units-"));
    try {
      const { unit = "", unitText = "" } = planService(facts).install ?? {};
      const units = join(root, "units");
      mkdirSync(units);
      for (const { path, content } of planContentFiles(planOf(efs), "root")) {
        if (path.startsWith("/etc/systemd/"))
          writeFileSync(join(units, path.split("/").at(-1) ?? ""), content);
      }
      // Its script is not on this computer.
      writeFileSync(
        join(units, unit),
        unitText.replace(/^ExecStart=.*$/m, "ExecStart=/bin/true").replaceAll("=wso2\n", "=root\n"),
      );
      const names = planContentFiles(planOf(efs), "root")
        .map(({ path }) => path)
        .filter((path) => path.startsWith("/etc/systemd/"))
        .map((path) => join(units, path.split("/").at(-1) ?? ""));
      const { all, exitCode } = await execa("systemd-analyze", ["verify", ...names, join(units, unit)], {
        ...{ reject: false, all: true, env: { SYSTEMD_UNIT_PATH: `${units}:` } },
      });
      const said = (all ?? "").split("\n").filter((line) => line.includes(units) || /wso2/.test(line));
      // stunnel is a machine's, not this computer's.
      expect(said.filter((line) => !line.includes("stunnel"))).toEqual([]);
      expect([0, 1]).toContain(exitCode);
      const [, what, , options] =
        /What=(.*)\nWhere=(.*)\nType=nfs4\nOptions=(.*)\n/.exec(filesOf(efs)[mountUnit] ?? "") ?? [];
      writeFileSync(join(root, "fstab"), `${what} ${root} nfs4 ${options} 0 0\n`);
      const checked = await execa("findmnt", ["--verify", "--tab-file", join(root, "fstab")], {
        ...{ reject: false, all: true },
      });
      expect(checked.all).toBe("Success, no errors or warnings detected");
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  it("has shell texts that a POSIX shell takes", async () => {
    const texts = [nfs, efs].flatMap((of) => [
      renderSharedFolders(planOf(of), of, place),
      renderTryMount(planOf(of), of, place),
    ]);
    for (const text of [...texts, renderNoContent("identity-server", place)]) {
      await execa("sh", ["-n"], { input: text });
    }
  });
});
