import { completeInventory } from "../../../components/hosts/complete-inventory";
import { KnownHosts } from "../../../components/hosts/known-hosts";
import { parseInventory } from "../../../components/hosts/parse-inventory";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINODE1";
const knownHosts = new KnownHosts(
  `haproxy01.example.com ssh-ed25519 AAAAC3HAPROXY1\nbastion ssh-rsa AAAABASTION`,
);

const yaml = `
wso2ei:
  user: admin
  jump: bastion
  variables:
    backend: PRD_wso2ei
    heap: 2
  hosts:
    node1:
      address: wso2ei01.example.com
      hostKey: ${key} node1's own
      variables: { server: ei-1, heap: 4 }
    node2:
      address: 10.0.0.2
      port: 2222
      user: deploy
      key: second
      hostKey: ${key}
lbservers:
  hosts:
    haproxy01.example.com:
others:
  hosts:
    bastion: { user: jump }
`;

const read = (text: string, keys = ["second"]) => {
  const { groups, problems } = parseInventory(text);
  const completed = completeInventory(groups, { user: "ops", knownHosts, keys });
  return { inventory: completed.inventory, problems: [...problems, ...completed.problems] };
};

const bastion = {
  name: "bastion",
  address: "bastion",
  port: 22,
  user: "jump",
  hostKey: "ssh-rsa AAAABASTION",
  variables: {},
};

describe("an inventory", () => {
  it("gives each host what it says, what its group says and what known_hosts knows", () => {
    expect(read(yaml)).toEqual({
      problems: [],
      inventory: {
        wso2ei: [
          {
            name: "node1",
            address: "wso2ei01.example.com",
            port: 22,
            user: "admin",
            hostKey: key,
            jump: bastion,
            variables: { backend: "PRD_wso2ei", heap: "4", server: "ei-1" },
          },
          {
            name: "node2",
            address: "10.0.0.2",
            port: 2222,
            user: "deploy",
            key: "second",
            hostKey: key,
            jump: bastion,
            variables: { backend: "PRD_wso2ei", heap: "2" },
          },
        ],
        lbservers: [
          {
            name: "haproxy01.example.com",
            address: "haproxy01.example.com",
            port: 22,
            user: "ops",
            hostKey: "ssh-ed25519 AAAAC3HAPROXY1",
            variables: {},
          },
        ],
        others: [bastion],
      },
    });
  });

  it("is JSON as well", () => {
    const json = JSON.stringify({ a: { hosts: { one: { address: "10.0.0.1", hostKey: key } } } });
    expect(read(json).inventory.a?.map(({ name, address }) => `${name} ${address}`)).toEqual([
      "one 10.0.0.1",
    ]);
  });

  const one = (host: string) => `a: { hosts: { one: { hostKey: ${key}, ${host} } } }`;
  const cases: [string, string, string[]][] = [
    ["text that is no YAML", "a: [", ["inventory: is neither YAML nor JSON"]],
    [
      "a host twice",
      "a: { hosts: { one: {}, one: {} } }",
      ["inventory: is neither YAML nor JSON: Map keys must be unique"],
    ],
    ["a list", "[]", ["inventory: got a list of 0; a map is needed"]],
    ["a group without hosts", "a: {}", ["inventory.a.hosts: got nothing; a map is needed"]],
    [
      "Ansible's names",
      one("ansible_host: x"),
      ["inventory.a.hosts.one.ansible_host: is not known here; known are address, port, user, key"],
    ],
    [
      "an address with a space",
      one('address: "a b"'),
      ['inventory.a.hosts.one.address: got "a b"; a host name'],
    ],
    ["a port out of range", one("port: 70000"), ["inventory.a.hosts.one.port: got 70000; a whole number"]],
    ["a port as text", one('port: "22"'), ["inventory.a.hosts.one.port: got 22; a whole number"]],
    [
      "a variable that is a list",
      one("variables: { a: [1] }"),
      ["inventory.a.hosts.one.variables.a: got a list of 1"],
    ],
    ["no host key anywhere", "a: { hosts: { one: } }", ["inventory.a.hosts.one.hostKey: is needed"]],
    [
      "a key that was not given",
      one("key: third"),
      ['inventory.a.hosts.one.key: got "third"; the keys that are given are second'],
    ],
    [
      "a jump host that is not there",
      one("jump: gone"),
      ['inventory.a.hosts.one.jump: got "gone"; a host of'],
    ],
    [
      "jump hosts in a circle",
      `a: { hosts: { one: { hostKey: ${key}, jump: two }, two: { hostKey: ${key}, jump: one } } }`,
      [
        "inventory.a.hosts.two.jump: leads in a circle: one -> two -> one",
        "inventory.a.hosts.one.jump: leads in a circle: two -> one -> two",
      ],
    ],
    [
      "two machines with one name",
      `a: { hosts: { one: { hostKey: ${key}, address: 10.0.0.1 } } }\nb: { hosts: { one: { hostKey: ${key}, address: 10.0.0.2 } } }`,
      [
        "inventory.b.hosts.one.address: got 10.0.0.2, but inventory.a.hosts.one has the same name with 10.0.0.1",
      ],
    ],
  ];
  it.each(cases)("fails for %s", (_, text, expected) => {
    const problems = read(text).problems.map(({ propertyPath, reason }) => `${propertyPath}: ${reason}`);
    expect(problems.map((problem, index) => problem.slice(0, expected[index]?.length))).toEqual(expected);
  });
});
