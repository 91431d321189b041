import type { Problem, Problems } from "../../validation/problems";
import { checkSecretReferences } from "../secret-references";
import type { TomlTable } from "../toml-table";
import { checkTables, isTable, leavesOf, mergeTables, nest, type TomlLeaf } from "../toml-tables";
import {
  type FollowedKey,
  followedPorts,
  offsetKey,
  plainListener,
  probeProtocols,
  refusedKeys,
} from "./micro-integrator-keys";

/** What the operator's tables make of the product's ports and of its readiness page. */
export interface MicroIntegratorModel {
  readonly http: number | undefined;
  readonly https: number;
  readonly internalHttp: number;
  readonly internalHttps: number;
  /** By which protocol the internal API answers `/healthz`. */
  readonly probeScheme: "http" | "https";
}

const at = "deploymentToml";
type Ports = Record<keyof typeof followedPorts, number>;

function numberOf(leaves: readonly TomlLeaf[], { paths, base }: FollowedKey): number {
  const value = leaves.find(({ path }) => paths.includes(path))?.value;
  return isNumber(value) ? Number(value) : base;
}

/** The templates write text as it is: `"20"` is an offset as well as 20. */
function isNumber(value: unknown): boolean {
  return (
    (Number.isSafeInteger(value) && Number(value) >= 0) ||
    (typeof value === "string" && /^\d{1,5}$/.test(value))
  );
}

function protocolsOf(leaves: readonly TomlLeaf[]): string[] {
  const value = leaves.find(({ path }) => path === probeProtocols)?.value ?? "http";
  return typeof value === "string" ? value.split(/[\s,]+/).filter(Boolean) : [];
}

/** What the product will listen on; what is wrong with the tables is for `checkModel` to say. */
export function readModel(settings: TomlTable): MicroIntegratorModel {
  const leaves = leavesOf(settings);
  const offset = numberOf(leaves, offsetKey);
  const entries = Object.entries(followedPorts).map(([name, key]) => [name, numberOf(leaves, key) + offset]);
  const ports = Object.fromEntries(entries) as Ports;
  const plain = leaves.find(({ path }) => path === plainListener)?.value ?? true;
  const protocols = protocolsOf(leaves);
  return {
    ...ports,
    http: plain === true ? ports.http : undefined,
    probeScheme: protocols.includes("http") || !protocols.includes("https") ? "http" : "https",
  };
}

/** What is wrong with the operator's tables; a value is never repeated, as it may be secret. */
export function checkModel(settings: TomlTable): Problem[] {
  const problems = checkTables(settings, at);
  const leaves = leavesOf(settings);
  for (const { path, value } of leaves) {
    for (const { path: pattern, allowed = [], refused, reason } of refusedKeys) {
      const isTaken = refused ? !refused.includes(value) : allowed.includes(value);
      problems.require(!pattern.test(path) || isTaken, `${at}.${path}`, reason);
    }
  }
  checkSecretReferences(problems, settings, at);
  for (const table of ["server", "transport", "cluster_config", "mediation"]) {
    const value = settings[table];
    problems.require(value === undefined || isTable(value), `${at}.${table}`, "is a table of the product's");
  }
  checkPorts(problems, leaves, settings);
  const protocols = protocolsOf(leaves);
  problems.require(
    protocols.length > 0 && protocols.every((each) => each === "http" || each === "https"),
    `${at}.${probeProtocols}`,
    'must be "http", "https" or "http https": the roll and HAProxy ask that page whether a node can serve',
  );
  return problems.list;
}

function checkPorts(problems: Problems, leaves: readonly TomlLeaf[], settings: TomlTable): void {
  for (const { paths } of [offsetKey, ...Object.values<FollowedKey>(followedPorts)]) {
    const set = leaves.filter(({ path }) => paths.includes(path));
    for (const { path, value } of set) {
      problems.require(isNumber(value), `${at}.${path}`, "must be a whole number, 0 or more");
    }
    const [first, second] = set;
    if (!first || !second) continue;
    problems.require(false, `${at}.${second.path}`, `means the same as ${first.path}; set one of them`);
  }
  const { http, https, internalHttp, internalHttps } = readModel(settings);
  const ports = [http, https, internalHttp, internalHttps].filter((port) => port !== undefined);
  problems.require(
    ports.every((port) => port > 0 && port < 65_536) && new Set(ports).size === ports.length,
    `${at}.server.offset`,
    `leads to the ports ${ports.join(", ")}; each must be from 1 to 65535, and each once`,
  );
}

/** Paths whose dotted spelling means tables within tables: the configuration tool takes a quoted key for one key. */
const nested = [offsetKey, ...Object.values<FollowedKey>(followedPorts)]
  .flatMap(({ paths }) => paths)
  .concat(probeProtocols, plainListener)
  .filter((path) => !path.startsWith("synapse_properties."));

/** The tables with each value that the model follows where the product looks for it, however it was spelled. */
export function unfoldKeys(settings: TomlTable): TomlTable {
  return leavesOf(settings).reduce<TomlTable>((tables, { keys, path, value }) => {
    const keysOf = nested.includes(path) ? path.split(".") : keys;
    return mergeTables(tables, nest(keysOf, value as TomlTable[string]));
  }, {});
}
