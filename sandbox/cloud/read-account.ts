import {
  type Address,
  DescribeAddressesCommand,
  DescribeImagesCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type NetworkInterface,
  paginateDescribeInstances,
  paginateDescribeNetworkInterfaces,
  type RouteTable,
  type Subnet,
  type Vpc,
} from "@aws-sdk/client-ec2";
import type { DatabaseModel } from "../databases/database-model";
import type { ServerCertificate } from "../elb/elb-certificates";
import type { ElbDescription } from "../elb/elb-description";
import { readElbs } from "../elb/read-elbs";
import { readTargetBalancers, type TargetAccount } from "../elb/read-target-balancers";
import { type AwsClients, createAwsClients } from "./aws-clients";
import { type CloudInstance, planInstances } from "./plan-instances";

/** All that the cloud makes machines of, as the AWS API says it at one time. */
export interface Account {
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly elasticIps: readonly Address[];
  readonly interfaces: readonly NetworkInterface[];
  readonly instances: readonly CloudInstance[];
  readonly elbs: readonly ElbDescription[];
  readonly targets: TargetAccount;
  /** Public keys by key pair. */
  readonly publicKeys: ReadonlyMap<string, string>;
  readonly certificates: readonly ServerCertificate[];
  readonly databases: readonly DatabaseModel[];
  /** Instances that were stopped by force: their machines get no time to end. */
  readonly forcedStops: ReadonlySet<string>;
}

/**
 * Clients of the region that the account uses: the one with a VPC of its own.
 *
 * @throws Error when there are several, since the machines share one network.
 */
export async function followRegion(clients: AwsClients): Promise<AwsClients> {
  const { endpoint } = clients;
  const used = await readSandbox<string[]>(endpoint, "regions");
  if (used.length > 1) {
    throw new Error(`the sandbox has one network, but its account has VPCs in ${used.join(", ")}`);
  }
  const [region = clients.region] = used;
  return region === clients.region ? clients : createAwsClients(endpoint, region);
}

/** Reads the account. */
export async function readAccount(clients: AwsClients): Promise<Account> {
  const { ec2, endpoint } = clients;
  const [
    vpcs,
    subnets,
    routeTables,
    elasticIps,
    interfaces,
    instances,
    images,
    elbs,
    targets,
    keyPairs,
    certificates,
    forced,
    databases,
  ] = await Promise.all([
    ec2.send(new DescribeVpcsCommand({})),
    ec2.send(new DescribeSubnetsCommand({})),
    ec2.send(new DescribeRouteTablesCommand({})),
    ec2.send(new DescribeAddressesCommand({})),
    collect(paginateDescribeNetworkInterfaces({ client: ec2 }, {}), (page) => page.NetworkInterfaces),
    collect(paginateDescribeInstances({ client: ec2 }, {}), (page) =>
      page.Reservations?.flatMap(({ Instances }) => Instances ?? []),
    ),
    ec2.send(new DescribeImagesCommand({ Owners: ["136693071363"], IncludeDeprecated: true })),
    readElbs(clients.elb),
    readTargetBalancers(clients.elbv2),
    readSandbox<{ name: string; publicKey: string }[]>(endpoint, "key-pairs"),
    readSandbox<ServerCertificate[]>(endpoint, "server-certificates"),
    readSandbox<string[]>(endpoint, "forced-stops"),
    readSandbox<(Omit<DatabaseModel, "databaseName"> & { databaseName: string | null })[]>(
      endpoint,
      "databases",
    ),
  ]);
  return {
    vpcs: vpcs.Vpcs ?? [],
    subnets: subnets.Subnets ?? [],
    routeTables: routeTables.RouteTables ?? [],
    elasticIps: elasticIps.Addresses ?? [],
    interfaces,
    instances: planInstances(instances, images.Images ?? []),
    elbs,
    targets,
    publicKeys: new Map(keyPairs.map(({ name, publicKey }) => [name, publicKey])),
    certificates,
    forcedStops: new Set(forced),
    databases: databases.map(({ databaseName, ...each }) => ({
      ...each,
      ...(databaseName === null ? {} : { databaseName }),
    })),
  };
}

async function collect<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...(items(page) ?? []));
  return all;
}

/** What the real API never tells, such as private keys; the sandbox's own answers this computer only. */
async function readSandbox<T>(endpoint: string, what: string): Promise<T> {
  const url = `${endpoint}/sandbox/${what}`;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as T;
}
