import { type Problem, Problems } from "../validation/problems";

/** A range of IPv4 addresses, `10.42.0.0/16`. */
export interface Cidr {
  readonly address: number;
  readonly prefix: number;
}

export interface SubnetPlan {
  /** Letter of the subnet, `a`; its zone is the first one free when it is made. */
  readonly zoneKey: string;
  readonly zoneIndex: number;
  readonly cidr: string;
}

export interface NetworkPlan {
  readonly publicSubnets: readonly SubnetPlan[];
  readonly privateSubnets: readonly SubnetPlan[];
}

/** Reads `a.b.c.d/n`; undefined when it is not one, or has bits set behind its prefix. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  if ([a, b, c, d].some((octet) => octet > 255) || prefix > 32) return undefined;
  const address = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  return address % 2 ** (32 - prefix) === 0 ? { address, prefix } : undefined;
}

export function renderCidr({ address, prefix }: Cidr): string {
  return `${[24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".")}/${prefix}`;
}

const zoneKeys = "abcdef";

/** What is wrong with the range and the zones; AWS allows VPCs from /16 to /28, and a load balancer needs a /27. */
export function checkNetwork(vpcCidr: string, zoneCount: number, zones?: readonly string[]): Problem[] {
  const problems = new Problems();
  const cidr = parseCidr(vpcCidr);
  problems.require(
    cidr !== undefined && cidr.prefix >= 16 && cidr.prefix <= 23,
    "vpcCidr",
    `got ${JSON.stringify(vpcCidr)}; an IPv4 range from /16 to /23, without bits behind its prefix, such as ` +
      "10.42.0.0/16 is needed",
  );
  problems.integer(zoneCount, "zoneCount", 1, zoneKeys.length);
  problems.require(
    zones === undefined || (zones.length === zoneCount && new Set(zones).size === zones.length),
    "zones",
    `got ${JSON.stringify(zones)}; as many as zoneCount (${zoneCount}), each once, are needed`,
  );
  return problems.list;
}

/** A VPC that is not made here gets nothing but what runs in it. */
export function checkExistingNetwork(flowLogBucket: string | undefined): Problem[] {
  const problems = new Problems();
  problems.require(
    flowLogBucket === undefined,
    "flowLogBucket",
    "is set, and so is existing; the flow logs of an existing VPC are its owner's to set up",
  );
  return problems.list;
}

/**
 * Cuts a VPC's range into 16 equal parts: public subnets from the first on, private ones from the ninth,
 * so that a zone can be added later without moving a subnet.
 */
export function planSubnets(vpcCidr: string, zoneCount: number): NetworkPlan {
  const cidr = parseCidr(vpcCidr);
  if (!cidr) throw new Error(`vpcCidr: got ${JSON.stringify(vpcCidr)}`);
  const part = (index: number) =>
    renderCidr({ address: cidr.address + index * 2 ** (28 - cidr.prefix), prefix: cidr.prefix + 4 });
  const subnets = (first: number) =>
    [...zoneKeys.slice(0, zoneCount)].map((zoneKey, zoneIndex) => ({
      zoneKey,
      zoneIndex,
      cidr: part(first + zoneIndex),
    }));
  return { publicSubnets: subnets(0), privateSubnets: subnets(8) };
}

/**
 * The last address of the first private subnet of a VPC that `Network` makes, for a failover pair: AWS gives addresses
 * out from anywhere in a subnet, and seldom this one.
 */
export function lastPrivateAddress(vpcCidr: string): string {
  const [first] = planSubnets(vpcCidr, 1).privateSubnets;
  const { address, prefix } = parseCidr(first?.cidr ?? "") ?? { address: 0, prefix: 32 };
  // The very last one is the broadcast address.
  return renderCidr({ address: address + 2 ** (32 - prefix) - 2, prefix: 32 }).replace("/32", "");
}

/**
 * The zone of a new subnet: the region's first one, by name, that no other subnet has.
 * @throws Error when there is none left
 */
export function planZone(names: readonly string[], taken: readonly string[]): string {
  const free = [...names].sort().find((name) => !taken.includes(name));
  if (free) return free;
  throw new Error(
    `zoneCount: this region has ${names.length} zones that need no opt-in (${names.join(", ")}); lower zoneCount`,
  );
}
