import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { CreateRouteCommand, DescribeRouteTablesCommand, type EC2Client } from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import execa from "execa";
import type { PairFacts } from "../../../components/failover-pair/pair-model";
import { renderDropIn, renderStateTool } from "../../../components/haproxy/render-service-files";
import type { SshTarget } from "../../../components/remote/ssh-target";
import { pollUntil } from "../../../sandbox/elb/poll-until";
import { ipIn } from "../../../sandbox/machines/ip";
import { packageRoot } from "../../../sandbox/paths";

function iamOf(endpoint: string): IAMClient {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  return new IAMClient({ endpoint, region: "us-east-1", credentials });
}

/** A role without any right, and an instance profile of the same name that has it. */
export async function createProfile(endpoint: string, name: string): Promise<void> {
  const iam = iamOf(endpoint);
  const trust = { Version: "2012-10-17", Statement: [] };
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
}

/** What the role may do from now on. */
export async function allow(endpoint: string, role: string, policy: object): Promise<void> {
  const PolicyDocument = JSON.stringify(policy);
  await iamOf(endpoint).send(new PutRolePolicyCommand({ RoleName: role, PolicyName: role, PolicyDocument }));
}

/** A route for an address in the VPC's main table, as the pair's agent wants to find one. */
export async function createRoute(
  ec2: EC2Client,
  vpcId: string,
  address: string,
  InstanceId: string,
): Promise<string> {
  const Filters = [{ Name: "vpc-id", Values: [vpcId] }];
  const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
  const RouteTableId = RouteTables[0]?.RouteTableId ?? "";
  const DestinationCidrBlock = `${address}/32`;
  await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock, InstanceId }));
  return RouteTableId;
}

/** Answers after `?ms=`, on this computer's address in the sandbox's network. */
export function startApplication(address: string, port: number): Promise<Server> {
  const server = createServer((asked, answer) => {
    const delayMs = Number(new URL(asked.url ?? "/", "http://x").searchParams.get("ms") ?? 0);
    setTimeout(() => answer.end("ok"), delayMs);
  });
  // HAProxy keeps connections to it. One that is closed from here at the moment of a request is no fault of a pair.
  server.keepAliveTimeout = 600_000;
  return new Promise((resolve) => server.listen(port, address, () => resolve(server)));
}

/** A HAProxy as the tier runs it, as far as a reload and a drain go: one backend, no TLS. */
export function renderHaproxySetup(application: string): string {
  const socket = "/run/haproxy/admin.sock";
  const state = "/var/lib/haproxy/server-state";
  return `
set -eu
mkdir -p /etc/systemd/system/haproxy.service.d
cat > /usr/local/sbin/wso2-haproxy << 'TOOL'
${renderStateTool(socket, state)}
TOOL
chmod 755 /usr/local/sbin/wso2-haproxy
cat > /etc/systemd/system/haproxy.service.d/wso2.conf << 'UNIT'
${renderDropIn()}
UNIT
cat > /etc/haproxy/haproxy.cfg << 'CONFIG'
global
    stats socket ${socket} mode 660 level admin group haproxy
    server-state-file ${state}
    hard-stop-after 60s
defaults
    mode http
    option idle-close-on-response
    option redispatch 1
    retries 3
    load-server-state-from-file global
    timeout connect 4s
    timeout client 60s
    timeout server 60s
frontend http
    bind :80
    default_backend application
backend application
    server one ${application} check inter 1s
frontend ready
    bind :8405
    http-request return status 200
CONFIG
systemctl daemon-reload
systemctl enable --quiet --now haproxy`;
}

/** Cuts machines off from each other, and from nobody else. @param id Of the sandbox. */
export async function isolate(id: string, ports: readonly string[], state: "on" | "off"): Promise<void> {
  for (const port of ports) await ipIn(id, "link", "set", port, "type", "bridge_slave", "isolated", state);
}

/** Runs a command of the roll program in a process of its own, as the engine does. */
export async function roll(
  command: string,
  plan: object,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const program = join(packageRoot, "dist/components/program/main.js");
  const { stdout, stderr } = await execa("node", [program, command], { input: JSON.stringify(plan), env });
  return `${stderr}\n${stdout}`;
}

/** What a leave or a join of one of the two machines is told. */
export function membershipPlan(node: string, own: SshTarget, other: SshTarget): object {
  return {
    node,
    members: [{ kind: "failover-pair", balancer: "pair", server: node, ssh: own, other }],
    floor: { maxUnavailable: 1 },
    drain: { quietSec: 0, sessionTimeoutSec: 120, inFlightTimeoutSec: 60 },
    join: { upTimeoutSec: 60, stableSec: 2 },
  };
}

/** What `configure-pair` is told of one machine: the instance of the other one is not known to it. */
export function pairPlan(facts: PairFacts, target: SshTarget): object {
  const machines = facts.machines.map(({ instanceId, ...machine }) =>
    machine.name === target.name ? { ...machine, instanceId } : machine,
  );
  return { target, facts: { ...facts, machines }, authKey: "0123456789abcdef".repeat(8) };
}

/** Whether somebody answers at the address within a second. */
export async function isAnswered(address: string): Promise<boolean> {
  const signal = AbortSignal.timeout(1000);
  const answer = await fetch(`http://${address}/`, { signal }).catch(() => undefined);
  return answer?.ok ?? false;
}

/** Until somebody answers at the address. */
export async function answered(address: string): Promise<void> {
  await pollUntil("an answer", 60, async () => ((await isAnswered(address)) ? true : undefined));
}
