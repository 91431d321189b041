import { parseDocument } from "yaml";
import type { Problem } from "../validation/problems";
import { Problems } from "../validation/problems";
import type { LocatedHost, RawHost, RawInventory } from "./inventory";

type Tree = Readonly<Record<string, unknown>>;

const groupKeys = ["hosts", "variables", "user", "port", "key", "jump"];
const hostKeys = ["address", "port", "user", "key", "hostKey", "jump", "variables"];
const namePattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/;
const addressPattern = /^[A-Za-z0-9][A-Za-z0-9.:-]*$/;
const userPattern = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const hostKeyPattern = /^[a-z0-9@.-]+ [A-Za-z0-9+/=]+( .*)?$/;

/** What was read, and everything that is wrong with it. */
export interface ParsedInventory {
  readonly groups: RawInventory;
  readonly problems: readonly Problem[];
}

/** Reads YAML or JSON, which YAML contains. */
export function parseInventory(text: string): ParsedInventory {
  const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true });
  const problems = document.errors.map(({ message }) => ({
    propertyPath: "inventory",
    reason: `is neither YAML nor JSON: ${message.split("\n")[0]}`,
  }));
  return problems.length > 0 ? { groups: {}, problems } : readInventory(document.toJS());
}

/** Reads what a YAML or JSON text stands for. */
export function readInventory(value: unknown): ParsedInventory {
  const reader = new Reader();
  const groups: Record<string, LocatedHost[]> = {};
  for (const [name, group] of reader.entries(value, "inventory")) {
    const at = `inventory.${name}`;
    reader.problems.matches(name, at, namePattern, "a name of letters, digits and _ . -");
    groups[name] = reader.group(group, at);
  }
  return { groups, problems: reader.problems.list };
}

class Reader {
  readonly problems = new Problems();

  group(value: unknown, at: string): LocatedHost[] {
    const group = this.object(value, at, groupKeys);
    const defaults = this.login(group, at);
    const variables = this.variables(group.variables, `${at}.variables`);
    return this.entries(group.hosts, `${at}.hosts`).map(([name, host]) => {
      const path = `${at}.hosts.${name}`;
      this.problems.matches(name, path, namePattern, "a name of letters, digits and _ . -");
      return { at: path, host: this.host(name, host, path, defaults, variables) };
    });
  }

  entries(value: unknown, at: string): [string, unknown][] {
    return Object.entries(this.object(value, at));
  }

  private host(
    name: string,
    value: unknown,
    at: string,
    defaults: Partial<RawHost>,
    variables: Readonly<Record<string, string>>,
  ): RawHost {
    const host = this.object(value ?? {}, at, hostKeys);
    const hostKey = this.text(
      host.hostKey,
      `${at}.hostKey`,
      hostKeyPattern,
      "a public key, `ssh-ed25519 AAAA...`",
    );
    return {
      name,
      // As with Ansible: a host that says no address is called by its name.
      address: this.text(host.address, `${at}.address`, addressPattern, "a host name or an address") ?? name,
      ...defaults,
      ...this.login(host, at),
      ...(hostKey ? { hostKey: hostKey.split(" ").slice(0, 2).join(" ") } : {}),
      variables: { ...variables, ...this.variables(host.variables, `${at}.variables`) },
    };
  }

  private login(tree: Tree, at: string): Partial<RawHost> {
    const port = tree.port;
    if (port !== undefined) this.problems.integer(port as number, `${at}.port`, 1, 65535);
    const user = this.text(tree.user, `${at}.user`, userPattern, "a user's name");
    const key = this.text(tree.key, `${at}.key`, namePattern, "the name of one of the given SSH keys");
    const jump = this.text(tree.jump, `${at}.jump`, namePattern, "the name of another host");
    return {
      ...(Number.isInteger(port) ? { port: port as number } : {}),
      ...(user ? { user } : {}),
      ...(key ? { key } : {}),
      ...(jump ? { jump } : {}),
    };
  }

  private variables(value: unknown, at: string): Record<string, string> {
    if (value === undefined) return {};
    return Object.fromEntries(
      this.entries(value, at).map(([name, each]) => {
        this.problems.matches(
          name,
          `${at}.${name}`,
          /^[A-Za-z_][A-Za-z0-9_]*$/,
          "a name of letters, digits and _",
        );
        const simple = ["string", "number", "boolean"].includes(typeof each);
        this.problems.require(
          simple,
          `${at}.${name}`,
          `got ${kindOf(each)}; text, a number or true/false is needed`,
        );
        return [name, String(each)];
      }),
    );
  }

  private text(value: unknown, at: string, pattern: RegExp, meaning: string): string | undefined {
    if (value === undefined) return undefined;
    const ok = typeof value === "string" && pattern.test(value);
    this.problems.require(
      ok,
      at,
      `got ${typeof value === "string" ? JSON.stringify(value) : kindOf(value)}; ${meaning} is needed`,
    );
    return ok ? value : undefined;
  }

  private object(value: unknown, at: string, allowed?: readonly string[]): Tree {
    const ok = typeof value === "object" && value !== null && !Array.isArray(value);
    this.problems.require(ok, at, `got ${kindOf(value)}; a map is needed`);
    const tree = ok ? (value as Tree) : {};
    for (const key of Object.keys(tree)) {
      const known = !allowed || allowed.includes(key);
      this.problems.require(known, `${at}.${key}`, `is not known here; known are ${allowed?.join(", ")}`);
    }
    return tree;
  }
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "object" ? "a map" : JSON.stringify(value);
}
