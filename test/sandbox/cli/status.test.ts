import { planStatus } from "../../../sandbox/cli/plan-status";
import { renderStatus } from "../../../sandbox/cli/render-status";
import type { CloudStatus } from "../../../sandbox/cloud";

const outputs = {
  nodes: [
    { key: "node1", address: "10.41.128.4" },
    { key: "node2", address: "10.41.144.4" },
  ],
  loadBalancers: [{ key: "haproxy1", address: "10.41.128.5" }],
  certificatesExpireAt: { node1: "2027-01-10T12:00:00Z" },
};
const machine = (name: string, address: string) => ({
  name,
  addresses: [address],
  state: "running" as const,
  imageLabel: "debian-12",
  standsFor: "instance" as const,
  title: name,
});
const cloud: CloudStatus = {
  pid: 1,
  endpoint: "http://127.0.0.1:1",
  settled: true,
  machines: [machine("i-1", "10.41.128.4"), machine("i-3", "10.41.128.5")],
  loadBalancers: [
    {
      name: "web",
      dnsName: "web-1.elb.amazonaws.com",
      address: "10.41.15.254",
      ports: [443],
      instances: [{ instanceId: "i-3", state: "InService", lastCheck: "L7OK/200" }],
    },
  ],
  problems: [],
};
const known = {
  reachable: true,
  known: true,
  admin: "ready",
  status: "UP",
  sessions: 2,
  requests: 9,
  check: "L7OK",
};
const roll = {
  nodes: [
    {
      node: "node1",
      balancers: [
        { balancer: "haproxy1", ...known },
        { balancer: "haproxy2", reachable: false, known: false },
      ],
    },
    { node: "node2", balancers: [{ balancer: "haproxy1", reachable: true, known: false }] },
  ],
  unreachable: [{ balancer: "haproxy2", reason: "connect EHOSTUNREACH" }],
};
const status = planStatus(
  "dev",
  "https://10.41.15.254",
  outputs,
  cloud,
  roll,
  new Map([["10.41.128.4", "wso2mi-4.4.0"]]),
  new Date("2026-11-26T12:00:00Z"),
);

it("joins what the cloud, the balancers and the machines say", () => {
  expect(status).toEqual({
    stack: "dev",
    url: "https://10.41.15.254",
    elbs: [
      {
        name: "web",
        address: "10.41.15.254",
        members: [{ key: "haproxy1", state: "InService", lastCheck: "L7OK/200" }],
      },
    ],
    servers: [
      { node: "node1", balancer: "haproxy1", ...known },
      { node: "node1", balancer: "haproxy2", reachable: false, known: false },
      { node: "node2", balancer: "haproxy1", reachable: true, known: false },
    ],
    nodes: [
      { key: "node1", address: "10.41.128.4", machine: "running", version: "wso2mi-4.4.0" },
      { key: "node2", address: "10.41.144.4", machine: "missing", version: undefined },
    ],
    unreachable: [{ balancer: "haproxy2", reason: "connect EHOSTUNREACH" }],
    problems: [],
    certificates: [{ name: "node1", expiresAt: "2027-01-10T12:00:00Z", daysLeft: 45 }],
  });
});

it("says who took a node out, once for all balancers", () => {
  const out = {
    ...{
      by: "ann@ci-7",
      pid: 12,
      run: "12:1@b",
      since: "2026-11-25T12:00:03Z",
      until: "2026-11-25T12:20:03Z",
    },
    standing: "out" as const,
  };
  const shown = (change: object) => {
    const servers = ["haproxy1", "haproxy2"].map((balancer) => ({
      ...{ ...known, admin: "maint", status: "MAINT" },
      ...{ node: "node1", balancer, out: { ...out, ...change } },
    }));
    return renderStatus({ ...status, servers })
      .split("\n")
      .filter((line) => line.startsWith("out:"));
  };
  expect(shown({})).toEqual([
    "out: node1 was taken out by ann@ci-7 (pid 12) at 2026-11-25T12:00:03Z; that roll is under way, until 2026-11-25T12:20:03Z if it renews that no more",
  ]);
  expect(shown({ standing: "over" })).toEqual([
    "out: node1 was taken out by ann@ci-7 (pid 12) at 2026-11-25T12:00:03Z; that roll is over; repair brings the node back when it passes its checks",
  ]);
  expect(shown({ standing: "over", ended: "2026-11-25T12:07:00Z", pid: undefined })).toEqual([
    "out: node1 was taken out by ann@ci-7 (run 12:1@b) at 2026-11-25T12:00:03Z; that roll ended at 2026-11-25T12:07:00Z; repair brings the node back when it passes its checks",
  ]);
});

it("is shown as tables", () => {
  expect(renderStatus(status).split("\n")).toEqual([
    "stack dev at https://10.41.15.254",
    "",
    "ELB  address       member    state      last check",
    "web  10.41.15.254  haproxy1  InService  L7OK/200",
    "",
    "node   balancer  admin  status                         check  sessions  requests",
    "node1  haproxy1  ready  UP                             L7OK   2         9",
    "node1  haproxy2  ?      the balancer can't be reached",
    "node2  haproxy1  -      not on this balancer",
    "",
    "node   address      machine  version",
    "node1  10.41.128.4  running  wso2mi-4.4.0",
    "node2  10.41.144.4  missing  none",
    "problem: haproxy2 can't be reached: connect EHOSTUNREACH",
    "warning: the certificate of node1 ends in 45 days, on 2027-01-10T12:00:00Z: a `pulumi up` in its last 30 days makes a new one",
  ]);
});
