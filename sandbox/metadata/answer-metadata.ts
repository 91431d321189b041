/** An instance as its metadata service knows it. */
export interface InstanceFacts {
  readonly instanceId: string;
  readonly networkInterfaceId: string;
  /** Of the machine's own device. */
  readonly mac: string;
  readonly addresses: readonly string[];
  readonly region: string;
  readonly zone: string;
  /** Of its instance profile. @default it has none */
  readonly role?: string;
}

/** Values that the service gives out, by path below `/latest/`; undefined for one that it has not. */
export function answerMetadata(path: string, facts: InstanceFacts, now: Date): string | undefined {
  const { instanceId, networkInterfaceId, mac, addresses, region, zone, role } = facts;
  const ofInterface = `meta-data/network/interfaces/macs/${mac}/`;
  const values: Readonly<Record<string, string>> = {
    "meta-data/instance-id": instanceId,
    "meta-data/mac": mac,
    "meta-data/local-ipv4": addresses[0] ?? "",
    "meta-data/placement/availability-zone": zone,
    "meta-data/placement/region": region,
    "meta-data/network/interfaces/macs/": `${mac}/`,
    [`${ofInterface}interface-id`]: networkInterfaceId,
    [`${ofInterface}local-ipv4s`]: addresses.join("\n"),
    "dynamic/instance-identity/document": JSON.stringify({ instanceId, region, availabilityZone: zone }),
    ...(role === undefined ? {} : renderCredentials(role, now)),
  };
  return values[path] ?? values[`${path}/`];
}

const lifetimeMs = 6 * 3600 * 1000;

/** The sandbox's API asks nobody for a secret; who a machine is, its address says. */
function renderCredentials(role: string, now: Date): Readonly<Record<string, string>> {
  return {
    "meta-data/iam/security-credentials/": role,
    [`meta-data/iam/security-credentials/${role}`]: JSON.stringify({
      Code: "Success",
      Type: "AWS-HMAC",
      LastUpdated: now.toISOString(),
      Expiration: new Date(now.getTime() + lifetimeMs).toISOString(),
      AccessKeyId: "ASIASANDBOX",
      SecretAccessKey: "sandbox",
      Token: "sandbox",
    }),
  };
}
