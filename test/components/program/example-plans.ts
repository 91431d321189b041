import type { ProductInstall } from "../../../components/nodes/product-install";
import type { ServicePlan } from "../../../components/nodes/service-plan";
import type { SshTarget } from "../../../components/remote/ssh-target";
import type { MembershipPlan } from "../../../components/rolling/membership/plans";
import { someRoot } from "../../support/some-root";

export const exampleTarget: SshTarget = {
  name: "node1",
  host: "10.0.1.10",
  user: "admin",
  privateKey: "private key",
  hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA",
};

export const exampleMembership: MembershipPlan = {
  node: "node1",
  members: ["haproxy1", "haproxy2"].map((balancer) => ({
    kind: "haproxy",
    balancer,
    ssh: { ...exampleTarget, name: balancer },
    socketPath: "/run/haproxy/admin.sock",
    backend: "PRD_wso2ei",
    server: "node1",
  })),
  floor: { maxUnavailable: 1 },
  drain: { quietSec: 0.2, sessionTimeoutSec: 1, inFlightTimeoutSec: 1 },
  join: { upTimeoutSec: 1, stableSec: 0.2 },
};

export const exampleInstall: ProductInstall = {
  unit: "wso2-integrator.service",
  unitText: "[Service]\n",
  home: "/opt/wso2/wso2mi-4.4.0",
  homeLink: "/opt/wso2/integrator",
  owner: "wso2",
  files: [{ path: "conf/deployment.toml", content: "" }],
  xmlEdits: [{ path: "conf/carbon.xml", set: [{ xpath: "/Server/HostName", value: "" }] }],
  keystore: {
    path: "repository/resources/security/node.p12",
    type: "PKCS12",
    alias: "wso2carbon",
    password: "password of the keys",
    certificatePem: "certificate",
    privateKeyPem: "key",
    caPem: "root",
  },
  truststore: {
    path: "repository/resources/security/trust.p12",
    type: "PKCS12",
    password: "password of the trust",
    certificates: { "private-root": someRoot },
  },
};

export const exampleService: ServicePlan = {
  target: exampleTarget,
  version: "4.4.0",
  services: [{ manager: "systemd", name: "wso2-integrator.service" }],
  install: exampleInstall,
  readiness: { scheme: "http", port: 9201, path: "/healthz", host: "mi.example", expectStatus: 200 },
  ports: [8253, 8290],
  logPath: "/opt/wso2/wso2mi-4.4.0/repository/logs/wso2carbon.log",
  startTimeoutSec: 60,
  stopTimeoutSec: 60,
};
