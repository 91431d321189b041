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
    ["a host twice", "a: { hosts: { one: {}, one: {} } }", ['inventory: has "one" twice in one map, line 1']],
    ["a list", "[]", ["inventory: got a list of 0; a map is needed"]],
    [
      "Ansible's names",
      one("ansible_host: x"),
      ["inventory.a.hosts.one.ansible_host: is Ansible's word; write `address`"],
    ],
    [
      "an address with a space",
      one('address: "a b"'),
      ['inventory.a.hosts.one.address: got "a b"; a host name'],
    ],
    ["a port out of range", one("port: 70000"), ['inventory.a.hosts.one.port: got "70000"; a whole number']],
    ["a port that is none", one("port: 0x16"), ['inventory.a.hosts.one.port: got "0x16"; a whole number']],
    [
      "an address with a port",
      one("address: 'web1:22'"),
      ['inventory.a.hosts.one.address: got "web1:22"; a host'],
    ],
    ["an address that is out of range", one("address: 10.0.0.256"), ["inventory.a.hosts.one.address: got"]],
    [
      "two names of one machine in a group",
      `a: { hosts: { one: { hostKey: ${key}, address: WEB1 }, two: { hostKey: ${key}, address: web1 } } }`,
      ["inventory.a.hosts.two.address: got web1, and inventory.a.hosts.one has the same; two names"],
    ],
    [
      "ansible-vault",
      one("variables: { db_password: !vault abc }"),
      [
        "inventory.a.hosts.one.variables.db_password: is encrypted with ansible-vault, which is not read here",
      ],
    ],
    [
      "a tag that means nothing here",
      one("variables: { a: !env HOME }"),
      ["inventory.a.hosts.one.variables.a: has the tag !env, which means nothing here"],
    ],
    [
      "a variable without a value",
      one("variables: { a: }"),
      ["inventory.a.hosts.one.variables.a: got nothing; text"],
    ],
    ["no text at all", "", ["inventory: holds nothing; groups of hosts are needed"]],
    ["only comments", "# none\n", ["inventory: holds nothing; groups of hosts are needed"]],
    ["two documents", "a:\n---\nb:\n", ["inventory: holds 2 documents, the second from line"]],
    ["a tab", "a:\n\thosts:\n", ["inventory: is neither YAML nor JSON: it is indented with a tab"]],
    ["an anchor that is not there", "a: *b\n", ["inventory: refers to an anchor that is not there"]],
    [
      "an anchor that holds itself",
      "a: &a { hosts: *a }\n",
      ["inventory: has an anchor that refers to itself"],
    ],
    ["text in UTF-16", "a\0:\0", ["inventory: holds zero bytes; save it as UTF-8 text"]],
    [
      "an INI inventory",
      "[web]\nweb1 ansible_host=10.0.0.1\n",
      ["inventory: is an INI inventory; YAML or JSON"],
    ],
    ["one without groups", "# mine\nweb1 ansible_host=10.0.0.1\n", ["inventory: is an INI inventory; YAML"]],
    [
      "the answer of a dynamic inventory",
      '{ "_meta": { "hostvars": {} }, "web": { "hosts": ["one"] } }',
      ["inventory: is what a dynamic inventory prints for Ansible; `ansible-inventory -i FILE"],
    ],
    [
      "hosts in a list",
      "web:\n  hosts: [one, two]\n",
      ["inventory.web.hosts: got a list of 2; a map is needed: write each host as a name with a colon"],
    ],
    [
      "a range with one address",
      `web: { hosts: { "web[1:3]": { hostKey: ${key}, address: 10.0.0.1 } } }`,
      ["inventory.web.hosts.web[1:3].address: is one address for all hosts of a range"],
    ],
    [
      "a range without an end",
      `web: { hosts: { "web[1:]": { hostKey: ${key} } } }`,
      ["inventory.web.hosts.web[1:]: is"],
    ],
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
