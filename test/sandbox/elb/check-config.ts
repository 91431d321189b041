import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import execa from "execa";
import { certificateFile, elbFiles } from "../../../sandbox/elb/elb-files";
import type { PlaneModel } from "../../../sandbox/elb/plane-model";
import { renderServerState } from "../../../sandbox/elb/server-state";

/** Has the real HAProxy read what is rendered, with certificates and the state of a run before. */
export async function checkConfig({ config, pools, certificateArns }: PlaneModel): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "plane-"));
  try {
    for (const arn of certificateArns) {
      const pem = join(folder, basename(certificateFile(arn)));
      const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=web"];
      await execa("openssl", ["req", "-x509", ...kind, "-keyout", pem, "-out", `${pem}.cert`]);
      await execa("sh", ["-c", 'cat "$1.cert" >> "$1"', "sh", pem]);
    }
    const current = new Map([["i-1", true]]);
    writeFileSync(join(folder, "state"), renderServerState(pools.map((pool) => ({ ...pool, current }))));
    const text = config
      .replaceAll(elbFiles.certificates, folder)
      .replaceAll(elbFiles.state, join(folder, "state"));
    writeFileSync(join(folder, "haproxy.cfg"), text);
    const checked = ["-c", "-f", join(folder, "haproxy.cfg")];
    const { all } = await execa("haproxy", checked, { all: true, reject: false });
    expect(all).toContain("Configuration file is valid");
    expect(all).not.toContain("ALERT");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
