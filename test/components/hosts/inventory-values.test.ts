import { completeInventory } from "../../../components/hosts/complete-inventory";
import { KnownHosts } from "../../../components/hosts/known-hosts";
import { parseInventory, readInventory } from "../../../components/hosts/parse-inventory";

const key = "ssh-ed25519 AAAA";
const read = (text: string, known = "") => {
  const { groups, problems } = parseInventory(text);
  const completed = completeInventory(groups, { knownHosts: new KnownHosts(known), keys: [] });
  return {
    hosts: Object.values(completed.inventory).flat(),
    groups: Object.fromEntries(
      Object.entries(completed.inventory).map(([name, hosts]) => [name, hosts.map((host) => host.name)]),
    ),
    problems: [...problems, ...completed.problems].map((each) => `${each.propertyPath}: ${each.reason}`),
  };
};

describe("values of an inventory", () => {
  const value = (text: string) => {
    const { hosts, problems } = read(`a: { hosts: { one: { hostKey: ${key}, variables: { v: ${text} } } } }`);
    return problems.length > 0 ? problems : hosts[0]?.variables.v;
  };

  it.each(
    [
      "1.10",
      "007",
      "0x1F",
      "0o17",
      "1e3",
      "1_000",
      "12345678901234567890",
      ".5",
      "+1",
      ".inf",
      ".nan",
    ].concat([
      "yes",
      "No",
      "on",
      "true",
      "TRUE",
      "2026-11-26",
      "12:30:45",
      "2001-12-14t21:59:43.10-05:00",
      "a b",
      "==",
    ]),
  )("are the text that stands there: %s", (text) => {
    expect(value(text)).toBe(text);
  });

  it.each([
    ['"1.10"', "1.10"],
    ["'~'", "~"],
    ['"null"', "null"],
    ['""', ""],
    ['"a\\nb"', "a\nb"],
    ["!!str 1.10", "1.10"],
    ["!!int 007", "007"],
    ["!unsafe '{{ x }}'", "{{ x }}"],
  ])("of %s: the text in it", (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it("are the same as JSON, and a block of lines stays one", () => {
    const json = `{"a":{"hosts":{"20":{"hostKey":"${key}","variables":{"v":1.10}},"3":{"hostKey":"${key}"}}}}`;
    expect(read(json).hosts.map(({ name, variables }) => [name, variables.v])).toEqual([
      ["20", "1.10"],
      ["3", undefined],
    ]);
    const yaml = `a:\n  hosts:\n    one:\n      hostKey: ${key}\n      variables:\n        v: |\n          x: 1\n          y\n`;
    for (const text of [yaml, yaml.replaceAll("\n", "\r\n"), `\uFEFF${yaml}`]) {
      expect(read(text).hosts[0]?.variables.v).toBe("x: 1\ny\n");
    }
  });

  it("of plain values are their text", () => {
    const { groups } = readInventory({ a: { hosts: { one: { port: 2222, variables: { n: 4, b: true } } } } });
    expect(groups.a?.[0]?.host).toEqual({
      name: "one",
      address: "one",
      port: 2222,
      variables: { n: "4", b: "true" },
    });
  });

  it("never show in an error what may be secret", () => {
    const secret = "hunter2-s3cr3t";
    const texts = [
      ...[
        `variables: { a: [${secret}] }`,
        `variables: ${secret}`,
        `key: "${secret} x"`,
        `hostKey: ${secret}`,
      ],
      ...[`nonsense: ${secret}`, `address: "https://u:${secret}@h"`, `variables: { a: !x ${secret} }`],
      ...[
        `user: "a\\n${secret}"`,
        `variables: { a: ${secret}`,
        `variables: { a: "${secret} }`,
        `- ${secret}`,
      ],
    ];
    texts.push(`variables: { password:${secret} }`, `password:${secret}`, `variables: { "p: ${secret}": x }`);
    for (const text of texts) {
      const { problems } = read(`a: { hosts: { one: { ${text} } } }`);
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.join("\n")).not.toContain(secret);
    }
  });
});

describe("maps of an inventory", () => {
  it("keep the order of the file, also of names that are numbers", () => {
    const hosts = ["20", "3", "web", "1"].map((name) => `    "${name}": { hostKey: ${key} }`);
    expect(read(`a:\n  hosts:\n${hosts.join("\n")}\n`).groups).toEqual({ a: ["20", "3", "web", "1"] });
  });

  it("merge: the own entry wins, of several the first, and hosts come in the order of the merge", () => {
    const text = `
x-login: &login { user: deploy, port: 2222, hostKey: ${key} }
x-more: &more { user: other, variables: { rack: b } }
a:
  hosts:
    one: { <<: [*login, *more], port: 22 }
    two: { <<: *login, "<<x": no }
`;
    expect(read(text).hosts[0]).toMatchObject({ user: "deploy", port: 22, variables: { rack: "b" } });
    expect(read(text).problems).toEqual([
      expect.stringMatching(/^inventory\.a\.hosts\.two\.<<x: is not known/),
    ]);
  });

  it("of groups may be empty", () => {
    expect(read("web:\nlb: { hosts: }\nx: {}\n")).toEqual({
      hosts: [],
      groups: { web: [], lb: [], x: [] },
      problems: [],
    });
  });

  it("that refer to each other are read once each: no text grows beyond its size", () => {
    const bomb = Array.from(
      { length: 40 },
      (_, i) => `v${i}: &v${i} { a: ${i ? `*v${i - 1}` : "x"}, b: ${i ? `*v${i - 1}` : "x"} }`,
    );
    expect(read(`${bomb.join("\n")}\n`).problems.length).toBeGreaterThan(0);
    const lists = Array.from(
      { length: 40 },
      (_, i) => `v${i}: &v${i} [${i ? Array(9).fill(`*v${i - 1}`) : "x"}]`,
    );
    expect(read(`${lists.join("\n")}\n`).problems).toHaveLength(40);
  });

  it("expand ranges of hosts as Ansible does", () => {
    const text = `a: { hosts: { "web[08:10].example": { hostKey: ${key} }, "db-[a:c]": { hostKey: ${key} }, "n[0:6:3]": { hostKey: ${key} } } }`;
    expect(read(text).groups.a).toEqual([
      ...["web08.example", "web09.example", "web10.example", "db-a", "db-b", "db-c", "n0", "n3", "n6"],
    ]);
  });
});

describe("an inventory of Ansible's shape", () => {
  const known = ["10.0.0.1", "10.0.0.2", "lb1.example.com"].map((name) => `${name} ${key}`).join("\n");

  it("gives hosts the variables of all their groups, wherever they are named", () => {
    const text = `
all:
  vars: { ansible_user: ops, backend: PRD_wso2ei, heap: 1 }
  children:
    wso2:
      vars: { heap: 2 }
      children:
        wso2ei:
          vars: { heap: 4, ansible_python_interpreter: /usr/bin/python3 }
          hosts:
            node1: { ansible_host: 10.0.0.1, server: ei-1, packages: [a, b] }
            node2: { ansible_host: 10.0.0.2, ansible_port: 2222, heap: 8 }
    lbservers:
      hosts:
        lb1.example.com: { ansible_user: 'CORP\\ha' }
    canary:
      hosts: { node1: }
`;
    const { hosts, groups, problems } = read(text, known);
    expect(problems).toEqual([]);
    expect(groups).toEqual({
      all: ["node1", "node2", "lb1.example.com"],
      wso2: ["node1", "node2"],
      wso2ei: ["node1", "node2"],
      lbservers: ["lb1.example.com"],
      canary: ["node1"],
    });
    const [node1, node2, lb] = hosts;
    expect(node1).toMatchObject({ address: "10.0.0.1", user: "ops", port: 22 });
    expect(node1?.variables).toEqual({ backend: "PRD_wso2ei", heap: "4", server: "ei-1" });
    expect(node2).toMatchObject({ address: "10.0.0.2", port: 2222, variables: { heap: "8" } });
    expect(lb).toMatchObject({ address: "lb1.example.com", user: "CORP\\ha", variables: { heap: "1" } });
  });

  it("fails for what would be missed", () => {
    const text = `
all:
  hosts:
    node1:
      ansible_host: "{{ ip }}"
      ansible_ssh_common_args: -o ProxyJump=bastion
      ansible_ssh_private_key_file: ~/.ssh/id
      db_password: !vault abc
      ansible_port: [22]
`;
    expect(read(text).problems).toEqual([
      "inventory.all.hosts.node1.ansible_host: holds a template, which only Ansible fills in; write the value",
      'inventory.all.hosts.node1.ansible_ssh_common_args: is understood as `-o ProxyCommand="..."` alone; name the host to go through with ssh_jump, or the command with ssh_proxy_command',
      "inventory.all.hosts.node1.ansible_ssh_private_key_file: is not read; wso2:sshPrivateKey is the key, and ssh_key names another one of wso2:sshKeys",
      expect.stringMatching(/^inventory\.all\.hosts\.node1\.db_password: is encrypted with ansible-vault/),
      "inventory.all.hosts.node1.ansible_port: got a list of 1; text is needed",
      "inventory.all.hosts.node1.hostKey: is needed, as no known_hosts line names this host",
    ]);
  });
});
