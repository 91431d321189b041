import fc from "fast-check";
import { readCatalog } from "../../../components/hosts/consul-catalog";
import { parseInventory, readInventory } from "../../../components/hosts/parse-inventory";
import { target } from "../../../components/remote/target-schemas";
import { nameSettings } from "../../../stacks/name-settings";

const hostKey = "ssh-ed25519 AAAA";

interface Named {
  readonly name: string;
  readonly user: string;
  readonly address: string;
}

const valid: Named = { name: "node1", user: "ops", address: "10.0.0.1" };

/** What each entrance makes of a machine; `undefined` where it refuses. */
const entrances: Record<string, (machine: Named) => Named | undefined> = {
  "an inventory": (machine) => fromInventory(parseInventory(JSON.stringify(inventoryOf(machine)))),
  "an inventory as values": (machine) => fromInventory(readInventory(inventoryOf(machine))),
  "an inventory of Ansible's shape": ({ name, user, address }) => {
    const host = { ansible_user: user, ansible_host: address };
    return fromInventory(parseInventory(JSON.stringify({ g: { hosts: { [name]: host } } })));
  },
  Consul: ({ name, user, address }) => {
    const meta = { ssh_user: user };
    const entry = { Node: name, Address: address, ServiceID: "s", ServiceAddress: "", ServicePort: 1 };
    const { hosts, problems } = readCatalog("g", [{ ...entry, ServiceMeta: meta }]);
    return problems.length === 0 ? pick(hosts[0]?.host) : undefined;
  },
  "a plan": ({ name, user, address }) => {
    try {
      const read = target({ name, user, host: address, privateKey: "k", hostKey }, "");
      return { name: read.name, user: read.user, address: read.host };
    } catch {
      return undefined;
    }
  },
  settings: ({ name, user, address }) => {
    const all = [nameSettings.name, nameSettings.user, nameSettings.address];
    const ok = all.every((each, index) => each.safeParse([name, user, address][index]).success);
    return ok ? { name, user, address: address.replace(/^\[(.*)\]$/, "$1") } : undefined;
  },
};

function inventoryOf({ name, user, address }: Named): object {
  return { g: { hosts: { [name]: { user, address, hostKey } } } };
}

function fromInventory({ groups, problems }: ReturnType<typeof parseInventory>): Named | undefined {
  return problems.length === 0 ? pick(groups.g?.[0]?.host) : undefined;
}

function pick(host: { name: string; user?: string; address: string } | undefined): Named | undefined {
  return host && { name: host.name, user: host.user ?? "", address: host.address };
}

const read = (machine: Named) => Object.values(entrances).map((each) => each(machine));

describe("names, users and addresses", () => {
  it.each([
    { user: "svc-deploy@corp.example" },
    { user: "CORP\\svc" },
    { user: "CORP+svc" },
    { user: "svc$" },
    { user: "007" },
    { address: "ei_node_1.internal.example" },
    { address: "2001:db8::10" },
    { address: "::1" },
    { address: "fe80::1%eth0" },
    { address: "::ffff:10.0.0.1" },
    { address: "web1.example.com." },
    { name: "20" },
    { name: "ei_node_2" },
    { name: "web1.example.com" },
  ])("are taken by all entrances: %j", (change) => {
    const machine = { ...valid, ...change };
    expect(read(machine)).toEqual(Object.keys(entrances).map(() => machine));
  });

  it("lose the brackets of an IPv6 address everywhere", () => {
    const machine = { ...valid, address: "[2001:db8::11]" };
    expect(read(machine)).toEqual(Object.keys(entrances).map(() => ({ ...valid, address: "2001:db8::11" })));
  });

  it.each([
    { user: "-oProxyCommand=x" },
    { user: "a b" },
    { user: "" },
    { user: "a'b" },
    { address: "-oProxyCommand=x" },
    { address: "web1:22" },
    { address: "[web1]" },
    { address: "10.0.0.256" },
    { address: "a b" },
    { address: "a;b" },
    { name: "../x" },
    { name: "a/b" },
  ])("fails at all entrances for %j", (change) => {
    expect(read({ ...valid, ...change })).toEqual(Object.keys(entrances).map(() => undefined));
  });

  it("are taken by all entrances or by none, whatever they are", () => {
    const characters = fc.constantFrom(..."aZ0_.-@:\\+$%#[]/ '\"*!,;\t{é", "::", "10", "%eth0");
    const text = fc.array(characters, { minLength: 1, maxLength: 10 }).map((parts) => parts.join(""));
    const machine = fc.oneof(
      text.map((name) => ({ ...valid, name })),
      text.map((user) => ({ ...valid, user })),
      text.map((address) => ({ ...valid, address })),
      fc.ipV6().map((address) => ({ ...valid, address })),
      fc.domain().map((address) => ({ ...valid, address })),
    );
    fc.assert(
      fc.property(machine, (each) => {
        // A range is no name but several.
        fc.pre(!/\[.*\]/.test(each.name) && !each.name.startsWith("x-"));
        const [first, ...others] = read(each);
        expect(others).toEqual(others.map(() => first));
      }),
      { numRuns: 300 },
    );
  });
});
