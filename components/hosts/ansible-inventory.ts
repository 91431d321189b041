import { nameRules } from "../validation/names";
import { Problems } from "../validation/problems";
import { type AnsibleHost, collectHosts, type FoundGroup, readGroups } from "./ansible-groups";
import type { LocatedHost, ParsedInventory, RawInventory } from "./inventory";
import { describeTree, entriesOf, find, shownName, type Tree } from "./inventory-tree";
import { type LoginTexts, readLogin } from "./read-login";

/** Ansible's connection variables by what they are here; the newer name first. */
const logins: { readonly [K in keyof LoginTexts]-?: readonly string[] } = {
  address: ["ansible_host", "ansible_ssh_host"],
  port: ["ansible_port", "ansible_ssh_port"],
  user: ["ansible_user", "ansible_ssh_user"],
  key: ["ssh_key"],
  hostKey: ["ssh_host_key"],
  jump: ["ssh_jump"],
  proxyCommand: ["ssh_proxy_command"],
};

const onlyProxyCommand =
  'is understood as `-o ProxyCommand="..."` alone; name the host to go through with ssh_jump, or the command with ssh_proxy_command';

/** Variables that change how Ansible reaches a machine, and that would be missed. */
const refused: Readonly<Record<string, string>> = {
  ansible_ssh_common_args: onlyProxyCommand,
  ansible_ssh_extra_args: onlyProxyCommand,
  ansible_ssh_private_key_file:
    "is not read; wso2:sshPrivateKey is the key, and ssh_key names another one of wso2:sshKeys",
};

const ownHostKeys = ["address", "hostKey", "jump", "variables"];
const ownGroupKeys = ["variables", "user", "port", "key", "jump"];

/** Whether the text is Ansible's: `children` or `vars` of a group, `ansible_...` of a host, and none of our words. */
export function isAnsible(tree: Tree): boolean {
  const groups = entriesOf(tree).map(([, group]) => group);
  const hosts = groups.flatMap((group) => entriesOf(find(group, "hosts")).map(([, host]) => host));
  const has = (trees: readonly Tree[], test: (key: string) => boolean) =>
    trees.some((each) => entriesOf(each).some(([key]) => test(key)));
  const isOurs =
    has(groups, (key) => ownGroupKeys.includes(key)) || has(hosts, (key) => ownHostKeys.includes(key));
  const isTheirs =
    has(groups, (key) => key === "children" || key === "vars") ||
    has(hosts, (key) => key.startsWith("ansible_"));
  return isTheirs && !isOurs;
}

/** What to write for a word of Ansible's in an inventory of our shape. */
export function writeInstead(key: string): string | undefined {
  if (key === "vars") return "is Ansible's word; write `variables`";
  if (key === "children") {
    return "is Ansible's word, in an inventory that has other words than Ansible's: write each group at the top";
  }
  const [ours] = Object.entries(logins).find(([, theirs]) => theirs.includes(key)) ?? [];
  if (ours) return `is Ansible's word; write \`${ours}\``;
  return key.startsWith("ansible_") ? "is Ansible's word, and means nothing here" : undefined;
}

/** Reads an inventory as Ansible's own: a host has the variables of all of its groups, wherever it is named. */
export function readAnsible(tree: Tree): ParsedInventory {
  const problems = new Problems();
  const groups = readGroups(tree, problems);
  const hosts = collectHosts(groups);
  const read = new Map([...hosts].map(([name, host]) => [name, readHost(name, host, problems)]));
  const raw: RawInventory = Object.fromEntries(
    [...groups.values()].map((group) => [
      group.name,
      membersOf(group, groups, new Set()).flatMap((name) => read.get(name) ?? []),
    ]),
  );
  return { groups: raw, problems: problems.list };
}

/** Its own hosts, then those of its children. */
function membersOf(group: FoundGroup, groups: ReadonlyMap<string, FoundGroup>, seen: Set<string>): string[] {
  if (seen.has(group.name)) return [];
  seen.add(group.name);
  const below = [...group.children].flatMap((child) => {
    const found = groups.get(child);
    return found ? membersOf(found, groups, seen) : [];
  });
  return [...new Set([...group.hosts.keys(), ...below])];
}

function readHost(name: string, { at, variables }: AnsibleHost, problems: Problems): LocatedHost {
  problems.matches(name, at, nameRules.name.pattern, nameRules.name.meaning);
  const texts = new Map<string, string>();
  for (const [key, value] of variables) {
    const path = `${at}.${shownName(key)}`;
    const text = value.kind === "text" ? value.text : undefined;
    const proxy = key === "ansible_ssh_common_args" ? readProxyCommand(text ?? "") : undefined;
    if (proxy !== undefined) {
      texts.set("ssh_proxy_command", proxy);
      continue;
    }
    const reason =
      refused[key] ??
      (value.kind === "refused" ? value.reason : undefined) ??
      (text !== undefined && /\{\{|\{%/.test(text)
        ? "holds a template, which only Ansible fills in; write the value"
        : undefined);
    if (reason) problems.require(false, path, reason);
    else if (text !== undefined) texts.set(key, text);
    else if (isLogin(key)) problems.require(false, path, `got ${describeTree(value)}; text is needed`);
  }
  const said = Object.fromEntries(
    Object.entries(logins).flatMap(([ours, theirs]) => {
      const found = theirs.find((key) => texts.has(key));
      return found === undefined ? [] : [[ours, texts.get(found) as string]];
    }),
  ) as LoginTexts;
  const where = (key: keyof LoginTexts) => `${at}.${logins[key].find((each) => texts.has(each)) ?? key}`;
  const { address = name, ...login } = readLogin({ address: name, ...said }, where, problems);
  const own = [...texts].filter(([key]) => !key.startsWith("ansible_") && !isLogin(key));
  for (const [key] of own) {
    const { pattern, meaning } = nameRules.variable;
    problems.require(pattern.test(key), `${at}.${shownName(key)}`, `is not ${meaning}`);
  }
  return { at, host: { name, address, ...login, variables: Object.fromEntries(own) } };
}

/** The command of `-o ProxyCommand="..."`, where the text holds nothing else. */
function readProxyCommand(text: string): string | undefined {
  const option = /^-o\s*(?:ProxyCommand[= ](["'])(.+)\1|(["'])ProxyCommand[= ](.+)\3)$/.exec(text.trim());
  return option?.[2] ?? option?.[4];
}

function isLogin(key: string): boolean {
  return Object.values(logins).some((names) => names.includes(key));
}
