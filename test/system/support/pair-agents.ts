import {
  AllocateAddressCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";
import type { PairAddress } from "../../../components/failover-pair/pair-model";
import { planFront } from "../../../components/failover-pair/plan-resources";
import { quote } from "../../../components/remote/ssh/quote";
import { pollUntil } from "../../../sandbox/elb/poll-until";
import { type PairMachines, type PairName, pairNames } from "./pair-machines";

/** An address behind a route, and a public one, in an account. */
export async function createAddresses(
  ec2: EC2Client,
  VpcId: string,
  NetworkInterfaceId: string | undefined,
): Promise<PairAddress[]> {
  const ip = "172.31.255.1";
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
  const RouteTableId = RouteTable?.RouteTableId ?? "";
  const route = { RouteTableId, DestinationCidrBlock: `${ip}/32`, NetworkInterfaceId };
  await ec2.send(new CreateRouteCommand(route));
  const { PublicIp = "", AllocationId = "" } = await ec2.send(new AllocateAddressCommand({ Domain: "vpc" }));
  return [
    { kind: "route", ip, routeTableIds: [RouteTableId] },
    { kind: "elastic", ip: PublicIp, allocationId: AllocationId },
  ];
}

/** Runs an address's agents as Pacemaker does; its exit status. */
async function runAgents(
  pair: PairMachines,
  name: PairName,
  address: PairAddress,
  action: "start" | "stop" | "monitor",
): Promise<number> {
  const device = await pair.on(name, "ip -o -4 route show to default | sed 's/.* dev //; s/ .*//'");
  const [first] = planFront(address, "us-east-1", device.trim());
  if (!first) throw new Error("no agent");
  const [, provider, type] = first.agent;
  const parameters = Object.entries(first.parameters).map(
    ([key, value]) => `OCF_RESKEY_${key}=${quote(value)}`,
  );
  const agent = `/usr/lib/ocf/resource.d/${provider}/${type}`;
  const call = `env HOME=/root OCF_ROOT=/usr/lib/ocf OCF_RESOURCE_INSTANCE=tried ${parameters.join(" ")} ${agent} ${action}`;
  return Number(await pair.on(name, `${call} > /run/tried 2>&1; echo $?`));
}

/** Machines that an address's agents call its holder. */
async function holdersByAgents(pair: PairMachines, address: PairAddress): Promise<PairName[]> {
  const found = await Promise.all(
    pairNames.map(async (name) => [name, await runAgents(pair, name, address, "monitor")] as const),
  );
  return found.filter(([, status]) => status === 0).map(([name]) => name);
}

/** Starts and stops an address's agents on each machine in turn; who holds it by what they say, after each. */
export async function tryAgents(pair: PairMachines, address: PairAddress): Promise<PairName[][]> {
  const seen: PairName[][] = [];
  for (const name of pairNames) {
    for (const action of ["start", "stop"] as const) {
      // Rights that are new are known to the door after a moment.
      await pollUntil(`${action} of ${address.kind} on ${name}`, 20, async () =>
        (await runAgents(pair, name, address, action)) === 0 ? true : undefined,
      );
      seen.push(await holdersByAgents(pair, address));
    }
  }
  return seen;
}
