import { nameRules } from "../validation/names";
import { Problems } from "../validation/problems";
import { isAnsible, readAnsible, writeInstead } from "./ansible-inventory";
import { expandRange } from "./host-range";
import type { LocatedHost, ParsedInventory, RawHost, RawInventory } from "./inventory";
import {
  describeTree,
  entriesOf,
  find,
  shownName,
  type Tree,
  type TreeEntry,
  treeOf,
} from "./inventory-tree";
import { type LoginTexts, readLogin } from "./read-login";
import { readYaml } from "./read-yaml";

const loginKeys = ["user", "port", "key", "jump", "proxyCommand"] as const;
const groupKeys = ["hosts", "variables", ...loginKeys];
const hostKeys = ["address", "hostKey", ...loginKeys, "variables"];

const empty =
  "holds nothing; groups of hosts are needed, such as `wso2ei: { hosts: { node1: { address: 10.0.0.1 } } }`";
const scriptAnswer =
  "is what a dynamic inventory prints for Ansible; `ansible-inventory -i FILE --list --yaml` prints it in a shape that is read here";

/** Reads YAML or JSON, which YAML contains: of this project's shape, or of Ansible's. */
export function parseInventory(text: string): ParsedInventory {
  const answer = readYaml(text);
  if ("tree" in answer) return readTree(answer.tree);
  return { groups: {}, problems: [{ propertyPath: "inventory", reason: answer.reason }] };
}

/** Reads what a YAML or JSON text stands for. */
export function readInventory(value: unknown): ParsedInventory {
  return readTree(treeOf(value));
}

function readTree(tree: Tree): ParsedInventory {
  if (tree.kind === "nothing")
    return { groups: {}, problems: [{ propertyPath: "inventory", reason: empty }] };
  if (find(tree, "_meta"))
    return { groups: {}, problems: [{ propertyPath: "inventory", reason: scriptAnswer }] };
  if (isAnsible(tree)) return readAnsible(tree);
  const reader = new Reader();
  return { groups: reader.groups(tree), problems: reader.problems.list };
}

class Reader {
  readonly problems = new Problems();

  groups(tree: Tree): RawInventory {
    const groups: Record<string, LocatedHost[]> = {};
    for (const [name, group] of this.entries(tree, "inventory")) {
      // As in other YAML files, a place for anchors.
      if (name.startsWith("x-") && find(group, "hosts") === undefined) continue;
      const at = `inventory.${name}`;
      this.name(name, at);
      groups[name] = group.kind === "nothing" ? [] : this.group(group, at);
    }
    return groups;
  }

  private group(tree: Tree, at: string): LocatedHost[] {
    this.known(tree, at, groupKeys);
    const defaults = readLogin(this.texts(tree, at, loginKeys), (key) => `${at}.${key}`, this.problems);
    const variables = this.variables(find(tree, "variables"), `${at}.variables`);
    const hosts = find(tree, "hosts");
    if (!hosts || hosts.kind === "nothing") return [];
    return this.entries(hosts, `${at}.hosts`).flatMap(([name, host]) => {
      const path = `${at}.hosts.${name}`;
      const names = expandRange(name);
      this.problems.require(
        names !== undefined,
        path,
        "is no range of up to 1000 hosts, `web[01:20].example.com`",
      );
      const raw = this.host(host, path, defaults, variables);
      this.problems.require(
        (names?.length ?? 0) < 2 || raw.address === undefined,
        `${path}.address`,
        "is one address for all hosts of a range; leave it out: each is called by its name then",
      );
      const { address: _, ...shared } = raw;
      const own = names?.length === 1 ? raw : shared;
      return (names ?? []).map((each) => ({ at: path, host: this.called(each, own, path) }));
    });
  }

  /** As with Ansible: a host that says no address is called by its name. */
  private called(
    name: string,
    raw: Omit<RawHost, "name" | "address"> & { address?: string },
    at: string,
  ): RawHost {
    this.name(name, at);
    if (raw.address !== undefined) return { ...raw, name, address: raw.address };
    const { address = name } = readLogin({ address: name }, () => `${at}.address`, this.problems);
    return { ...raw, name, address };
  }

  private host(
    tree: Tree,
    at: string,
    defaults: Partial<RawHost>,
    variables: Readonly<Record<string, string>>,
  ): Omit<RawHost, "name" | "address"> & { address?: string } {
    if (tree.kind !== "nothing") this.known(tree, at, hostKeys);
    const said = this.texts(tree, at, ["address", "hostKey", ...loginKeys]);
    return {
      ...defaults,
      ...readLogin(said, (key) => `${at}.${key}`, this.problems),
      variables: { ...variables, ...this.variables(find(tree, "variables"), `${at}.variables`) },
    };
  }

  private texts(tree: Tree, at: string, keys: readonly (keyof LoginTexts)[]): LoginTexts {
    return Object.fromEntries(
      keys.flatMap((key) => {
        const value = find(tree, key);
        const text = value && this.text(value, `${at}.${key}`, "text");
        return text === undefined ? [] : [[key, text]];
      }),
    );
  }

  private variables(tree: Tree | undefined, at: string): Record<string, string> {
    if (!tree || tree.kind === "nothing") return {};
    const { pattern, meaning } = nameRules.variable;
    return Object.fromEntries(
      this.entries(tree, at).flatMap(([name, value]) => {
        const path = `${at}.${shownName(name)}`;
        const reason = `got ${JSON.stringify(shownName(name))}; ${meaning} is needed, then a colon and a blank`;
        this.problems.require(pattern.test(name), path, reason);
        const text = this.text(value, path, 'text, a number or true/false (`""` for an empty text)');
        return text === undefined ? [] : [[name, text]];
      }),
    );
  }

  private text(value: Tree, at: string, needed: string): string | undefined {
    if (value.kind === "text") return value.text;
    const reason =
      value.kind === "refused" ? value.reason : `got ${describeTree(value)}; ${needed} is needed`;
    this.problems.require(false, at, reason);
    return undefined;
  }

  private name(name: string, at: string): void {
    this.problems.matches(name, at, nameRules.name.pattern, nameRules.name.meaning);
  }

  private entries(tree: Tree, at: string): readonly TreeEntry[] {
    const isHosts = at.endsWith(".hosts") && tree.kind === "list";
    const hint = isHosts ? ": write each host as a name with a colon, `node1:`, on a line of its own" : "";
    const got = tree.kind === "refused" ? tree.reason : `got ${describeTree(tree)}; a map is needed${hint}`;
    this.problems.require(tree.kind === "map", at, got);
    return entriesOf(tree);
  }

  private known(tree: Tree, at: string, allowed: readonly string[]): void {
    for (const [key] of this.entries(tree, at)) {
      const reason = writeInstead(key) ?? `is not known here; known are ${allowed.join(", ")}`;
      this.problems.require(allowed.includes(key), `${at}.${shownName(key)}`, reason);
    }
  }
}
