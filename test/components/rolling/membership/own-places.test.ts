import execa from "execa";
import {
  findMisplaced,
  listAddresses,
  parseAddresses,
} from "../../../../components/rolling/membership/own-places";

const place = (address: string) => ({ balancer: "lb1", line: "app/node1", address });
const node1 = { node: "node1", own: ["10.0.0.11", "fd00::11"] };
const node2 = { node: "node2", own: ["10.0.0.12"], places: [] };

it.each(["10.0.0.11", "fd00::11", "127.0.0.1", "::1"])(
  "finds nothing wrong with a server at %s",
  (address) => {
    expect(findMisplaced([{ ...node1, places: [place(address)] }, node2])).toEqual([]);
  },
);

it("finds a server that leads to another node, and one that leads to nobody known", () => {
  expect(findMisplaced([{ ...node1, places: [place("10.0.0.12")] }, node2])).toEqual([
    "node1 on lb1: server app/node1 leads to 10.0.0.12, which is node2: that one would be drained and node1 stopped; correct node1's variable server, or its address",
  ]);
  expect(findMisplaced([{ ...node1, places: [place("10.0.0.99")] }, node2])).toEqual([
    "node1 on lb1: server app/node1 leads to 10.0.0.99, and node1 has 10.0.0.11, fd00::11: correct its variable server, or its address; where the network translates addresses, give the node a variable server_address of 10.0.0.99",
  ]);
});

it("says nothing of a machine that does not tell its addresses", () => {
  expect(findMisplaced([{ ...node1, own: [], places: [place("10.0.0.12")] }])).toEqual([]);
});

it("reads addresses of either program", () => {
  const ip =
    "1: lo    inet 127.0.0.1/8 scope host lo\n2: host0    inet 10.0.0.11/24 brd 10.0.0.255 scope global host0\n2: host0    inet6 fe80::1/64 scope link\n3: tun0    inet 10.9.0.1 peer 10.9.0.2/32 scope global tun0\n";
  expect(parseAddresses(ip)).toEqual(["10.0.0.11", "fe80::1", "10.9.0.1"]);
  expect(parseAddresses("10.0.0.11 fd00::11 \n")).toEqual(["10.0.0.11", "fd00::11"]);
  expect(parseAddresses("")).toEqual([]);
});

it("is a script that never fails", async () => {
  const { exitCode } = await execa("/bin/sh", ["-c", listAddresses], {
    env: { PATH: "/nowhere" },
    extendEnv: false,
  });
  expect(exitCode).toBe(0);
});
