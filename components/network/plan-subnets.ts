import { type Problem, Problems } from "../validation/problems";

/** A range of IPv4 addresses, `10.42.0.0/16`. */
export interface Cidr {
  readonly address: number;
  readonly prefix: number;
}

export interface SubnetPlan {
  /** Letter of the zone, in the order that AWS lists them: `a`. */
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

/** What is wrong with the range and the number of zones; AWS allows VPCs from /16 to /28. */
export function checkNetwork(vpcCidr: string, zoneCount: number): Problem[] {
  const problems = new Problems();
  const cidr = parseCidr(vpcCidr);
  problems.require(
    cidr !== undefined && cidr.prefix >= 16 && cidr.prefix <= 22,
    "vpcCidr",
    `got ${JSON.stringify(vpcCidr)}; an IPv4 range from /16 to /22 such as 10.42.0.0/16 is needed`,
  );
  problems.integer(zoneCount, "zoneCount", 1, zoneKeys.length);
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
