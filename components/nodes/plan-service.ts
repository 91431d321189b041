import { createHash } from "node:crypto";
import type { SshTarget } from "../remote/ssh-target";
import type { ResolvedLimits } from "../rolling/limits";
import type { Product, StorePasswords } from "./product";
import { renderUnit } from "./render-unit";
import type { ServicePlan } from "./service-plan";

/** Everything that decides how a product runs on one node, resolved. */
export interface ServiceFacts {
  readonly node: string;
  readonly target: SshTarget;
  readonly product: Product;
  readonly serviceName: string;
  readonly passwords: StorePasswords;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  readonly caPem: string;
  readonly javaOpts: string;
  readonly limits: ResolvedLimits;
  /** Addresses of all nodes of the group. @default not told */
  readonly members?: readonly string[];
}

/** Where distributions are unpacked, and who runs them. */
export const installation = { directory: "/opt/wso2", owner: "wso2" };

export function planService(facts: ServiceFacts): ServicePlan {
  const { product, passwords, limits, serviceName } = facts;
  const { directory, owner } = installation;
  const { service = "integrator" } = product;
  const node = { key: facts.node, serviceName, address: facts.target.host, members: facts.members };
  const homeLink = `${directory}/${service}`;
  const home = `${directory}/${product.folder}`;
  const unit = `wso2-${service}.service`;
  const readiness = product.readiness(serviceName);
  return {
    target: facts.target,
    version: product.version,
    services: [{ manager: "systemd", name: unit }],
    install: {
      unit,
      unitText: renderUnit({
        description: `WSO2 ${product.name} on ${facts.node}`,
        homeLink,
        script: product.script,
        owner,
        javaOpts: facts.javaOpts,
        memoryOptions: product.memoryOptions,
      }),
      home,
      homeLink,
      owner,
      files: product.files(node, passwords),
      xmlEdits: product.xmlEdits(node, passwords),
      keystore: {
        ...product.keystore,
        password: passwords.keystore,
        certificatePem: facts.certificatePem,
        privateKeyPem: facts.privateKeyPem,
        caPem: facts.caPem,
      },
      truststore: {
        ...product.truststore,
        password: passwords.truststore,
        certificates: { "private-root": facts.caPem },
      },
    },
    readiness: { ...readiness, caPem: facts.caPem },
    ...(readiness.port === product.trafficPort
      ? {}
      : { traffic: { port: product.trafficPort, host: serviceName, caPem: facts.caPem } }),
    ports: [product.trafficPort, ...product.otherPorts],
    logPath: `${home}/${product.logPath}`,
    startTimeoutSec: limits.startTimeoutSec,
    stopTimeoutSec: limits.stopTimeoutSec,
  };
}

/**
 * A digest of what the running product was made from. A change of it is a reason to roll; how to reach the
 * node and how long to wait are not. Short, so that a preview can show it, and safe to show: each part that
 * is secret comes with a private key beside it.
 */
export function digestService({ services, install, change }: ServicePlan): string {
  const made = JSON.stringify({ services, install, change });
  return createHash("sha256").update(made).digest("hex").slice(0, 12);
}

/** What a roll asks about plans of services. */
export const servicePlans = { digest: digestService, asInstalled };

/** What is there already: without what is brought and changed before a start. */
export function asInstalled({ distribution, install, change, after, ...rest }: ServicePlan): ServicePlan {
  return rest;
}
