import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
  ApplicationWorkload,
  ExistingHaproxies,
  ExistingHosts,
  failOnProblems,
  groupOutputs,
  lastDeployment,
  RollingGroup,
  readHosts,
  Strategy,
} from "pulumi-wso2";

/** The program's outputs are this function's: a group needs to know what it left the last time. */
export = async () => {
  const config = new pulumi.Config();
  const version = config.require("version");
  const keys = pulumi
    .all([config.requireSecret("sshPrivateKey")])
    .apply(([key]) => ({ default: key, named: {} }));
  const text = readFileSync(join(pulumi.runtime.getRootDirectory(), "inventory.yaml"), "utf8");
  const { inventory, problems } = await readHosts({ inventory: text }, { user: "deploy" });
  failOnProblems("inventory.yaml", problems);
  const hosts = inventory.app ?? [];

  const haproxies = new ExistingHaproxies("app", {
    machines: (inventory.lbservers ?? []).map((host) => ({ host, socketPath: "/run/haproxy/admin.sock" })),
    keys,
    servers: Object.fromEntries(hosts.map(({ name }) => [name, { backend: "PRD_app", server: name }])),
    checkOn: version,
  });
  const last = await lastDeployment();
  const group = new RollingGroup("app", {
    hosts: new ExistingHosts({ hosts, keys }),
    workload: new ApplicationWorkload({
      application: {
        version,
        services: [{ manager: "systemd", name: "app.service" }],
        files: [],
        script: { text: 'apt-get install -y "app=$WSO2_VERSION"', timeoutSec: 300 },
        readiness: { scheme: "tcp", port: 8080 },
        ports: [8080],
      },
    }),
    balancers: haproxies,
    strategy: Strategy.inPlace,
    batches: ["1", "50%"],
    ...last,
  });
  return { ...groupOutputs(group, last) };
};
