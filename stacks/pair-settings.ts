import { isIPv4 } from "node:net";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import {
  checkPairLimits,
  lastPrivateAddress,
  type Network,
  type PairAddressArgs,
  type Problem,
  Problems,
  parseCidr,
} from "../components";
import type { BalancerSettings, EdgeSettings } from "./edge-settings";
import type { ClusterSettings, NodeClusterSettings } from "./settings";

const whole = z.number().int();
const ipv4 = z.string().refine((text) => isIPv4(text), "an IPv4 address");

/** Keys below `wso2:edge` of a failover pair, and of nothing else. */
export const pairSettings = {
  address: z
    .strictObject({
      kind: z.enum(["secondary", "route"]).optional(),
      ip: ipv4.optional(),
      routeTableIds: z.array(z.string().startsWith("rtb-")).min(1).optional(),
    })
    .optional(),
  limits: z
    .strictObject({
      tokenMs: whole.optional(),
      fencingDelaySec: whole.optional(),
      checkIntervalSec: whole.optional(),
      drainTimeoutSec: whole.optional(),
      pauseSec: whole.optional(),
      fencingTimeoutSec: whole.optional(),
    })
    .optional(),
};

const ofPair: ReadonlySet<string> = new Set(Object.keys(pairSettings));

/** The pair among what is in front, and where its keys are; undefined where there is none. */
function findPair({ keep, ...edge }: EdgeSettings = {}): { at: string; pair: BalancerSettings } | undefined {
  if (edge.kind === "failover-pair") return { at: "wso2:edge", pair: edge };
  return keep?.kind === "failover-pair" ? { at: "wso2:edge.keep", pair: keep } : undefined;
}

/** What is wrong with a pair's keys, or with such of a load balancer's that it can't have. */
export function checkPairSettings(settings: PairFront): Problem[] {
  const { edge: { keep, ...edge } = {} } = settings;
  const problems = new Problems();
  for (const [at, of] of [
    ["wso2:edge", edge],
    ["wso2:edge.keep", keep ?? {}],
  ] as const) {
    const isPair = of.kind === "failover-pair";
    for (const key of Object.keys(of).filter((each) => each !== "kind" && ofPair.has(each) !== isPair))
      problems.require(false, `${at}.${key}`, isPair ? noBalancer : "is of kind failover-pair alone");
  }
  const found = findPair(settings.edge);
  if (!found) return problems.list;
  checkMachines(problems, settings);
  checkAddress(problems, settings, found);
  const ofLimits = checkPairLimits(found.pair.limits);
  return [
    ...problems.list,
    ...ofLimits.map(({ propertyPath, reason }) => ({ propertyPath: `${found.at}.${propertyPath}`, reason })),
  ];
}

type PairFront = NodeClusterSettings & Partial<Pick<ClusterSettings, "haproxyAmi">>;

const noBalancer = "a failover pair has no load balancer of AWS; leave it out, or choose another kind";

function checkMachines(
  problems: Problems,
  { edge, accessLogBucket, haproxyCount, haproxyAmi }: PairFront,
): void {
  problems.require(
    accessLogBucket === undefined || edge?.keep !== undefined,
    "wso2:accessLogBucket",
    "is set, and wso2:edge.kind is failover-pair: no load balancer writes such logs; HAProxy's are in the machines' journal",
  );
  problems.require(
    haproxyCount === 2,
    "wso2:haproxyCount",
    `got ${haproxyCount}; a failover pair is two machines`,
  );
  const [, debian] = /^debian-(\d+)-/.exec(haproxyAmi ?? "") ?? [];
  problems.require(
    debian === undefined || Number(debian) >= 13,
    "wso2:haproxyAmi",
    `got Debian ${debian}; a failover pair needs Debian 13: agents of before can't use an instance's role`,
  );
}

function checkAddress(
  problems: Problems,
  { vpcId, vpcCidr }: NodeClusterSettings,
  { at, pair }: NonNullable<ReturnType<typeof findPair>>,
): void {
  const { kind = "secondary", ip, routeTableIds } = pair.address ?? {};
  const require = (isGood: boolean, key: string, reason: string) =>
    problems.require(isGood, `${at}.address.${key}`, reason);
  if (kind === "secondary") {
    const own = privateSubnetOf(vpcCidr);
    require(routeTableIds === undefined, "routeTableIds", "is of kind route alone");
    require(ip !== undefined ||
      vpcId ===
        undefined, "ip", "is needed with wso2:vpcId: a free address of the first of wso2:privateSubnetIds");
    require(vpcId !== undefined ||
      ip === undefined ||
      isIn(
        ip,
        own,
      ), "ip", `got ${ip}; a free address of the first private subnet, ${own}, is needed, or kind route`);
    return;
  }
  require(ip !==
    undefined, "ip", "is needed with kind route: an address outside of the VPC's ranges, such as 172.31.255.1");
  require(vpcId !== undefined ||
    ip === undefined ||
    !isIn(
      ip,
      vpcCidr,
    ), "ip", `got ${ip}, which is in wso2:vpcCidr ${vpcCidr}; a route leads to an address outside of it`);
  require(vpcId === undefined ||
    routeTableIds !==
      undefined, "routeTableIds", "is needed with wso2:vpcId: the tables of all subnets that clients are in");
}

function numberOf(ip: string): number {
  return parseCidr(`${ip}/32`)?.address ?? -1;
}

function isIn(ip: string, cidr: string): boolean {
  const range = parseCidr(cidr);
  if (!range) return false;
  const distance = numberOf(ip) - range.address;
  return distance >= 0 && distance < 2 ** (32 - range.prefix);
}

/** By its last address, which is the default. */
function privateSubnetOf(vpcCidr: string): string {
  const prefix = (parseCidr(vpcCidr)?.prefix ?? 16) + 4;
  const first = numberOf(lastPrivateAddress(vpcCidr)) + 2 - 2 ** (32 - prefix);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${prefix}`;
}

/** The address, with what the stack knows of its own VPC in place of what is not set. */
export function planPairAddress(
  address: BalancerSettings["address"],
  vpcCidr: string,
  {
    routeTableIds: made,
    privateSubnetIds: [subnetId],
  }: Pick<Network, "routeTableIds"> & { readonly privateSubnetIds: readonly pulumi.Input<string>[] },
  /** A subnet that is not the stack's may have a reservation of its own there. */
  isOwnVpc: boolean,
): PairAddressArgs {
  const { kind = "secondary", ip = lastPrivateAddress(vpcCidr), routeTableIds } = address ?? {};
  if (kind === "secondary") return { kind, ip, ...(isOwnVpc && subnetId ? { subnetId } : {}) };
  const given = routeTableIds && Object.fromEntries(routeTableIds.map((id) => [id, id]));
  return { kind, ip, routeTables: given ?? made };
}

/** The subnets that the HAProxy machines are spread over: a secondary address can't leave its own. */
export function tierSubnets<Subnet>(
  { edge }: Pick<NodeClusterSettings, "edge">,
  subnetIds: Subnet[],
): Subnet[] {
  const found = findPair(edge);
  return found && found.pair.address?.kind !== "route" ? subnetIds.slice(0, 1) : subnetIds;
}
