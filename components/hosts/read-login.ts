import { addressMeaning, nameRules, type Rule, readAddress } from "../validation/names";
import type { Problems } from "../validation/problems";
import type { RawHost } from "./inventory";

/** How to log in, each as the text that a source has for it. */
export type LoginTexts = { readonly [K in keyof Login]?: string };

type Login = Pick<RawHost, "address" | "user" | "port" | "key" | "hostKey" | "jump" | "proxyCommand">;

const rules: { readonly [K in "user" | "key" | "hostKey" | "jump" | "proxyCommand"]: Rule } = {
  user: nameRules.user,
  key: { ...nameRules.name, meaning: "the name of one of the given SSH keys" },
  hostKey: nameRules.hostKey,
  jump: { ...nameRules.name, meaning: "the name of another host" },
  proxyCommand: nameRules.proxyCommand,
};
/** Somebody may have put a private key there. */
const neverShown: readonly string[] = ["key", "hostKey", "proxyCommand"];

/**
 * Reads what an inventory or Consul says, by the same rules.
 *
 * @param at where each of them stands, for messages
 */
export function readLogin(
  said: LoginTexts,
  at: (key: keyof Login) => string,
  problems: Problems,
): Partial<Login> {
  const wrong = (key: keyof Login, meaning: string) =>
    problems.require(false, at(key), `got ${shown(key, said[key] ?? "")}; ${meaning} is needed`);
  const login: { -readonly [K in keyof Login]?: Login[K] } = {};
  if (said.address !== undefined) {
    login.address = readAddress(said.address);
    if (login.address === undefined) wrong("address", addressMeaning);
  }
  if (said.port !== undefined) {
    const port = /^\d{1,5}$/.test(said.port) ? Number(said.port) : 0;
    if (port < 1 || port > 65_535) wrong("port", "a whole number from 1 to 65535");
    else login.port = port;
  }
  for (const key of ["user", "key", "hostKey", "jump", "proxyCommand"] as const) {
    const text = said[key];
    if (text === undefined) continue;
    if (rules[key].pattern.test(text)) login[key] = key === "hostKey" ? withoutComment(text) : text;
    else wrong(key, rules[key].meaning);
  }
  return Object.fromEntries(Object.entries(login).filter(([, value]) => value !== undefined));
}

function withoutComment(hostKey: string): string {
  return hostKey.split(/\s+/).slice(0, 2).join(" ");
}

/** What can be a password, a key or half a file is not repeated. */
function shown(key: keyof Login, text: string): string {
  const plain = text.length <= 100 && !/[\n\r]|:\/\/|PRIVATE KEY/.test(text);
  return neverShown.includes(key) || !plain ? `text of ${text.length} characters` : JSON.stringify(text);
}
