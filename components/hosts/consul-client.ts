import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { type Problem, renderProblems } from "../validation/problems";
import type { CatalogEntry } from "./consul-catalog";

/** Where Consul's HTTP API is, and how it is asked. */
export interface ConsulAddress {
  /** `https://consul.example.com:8501` */
  readonly address: string;
  /** Whom the server's certificate must come from. @default the well-known authorities */
  readonly caPem?: string;
  /** A token that may read nodes and services. @default none */
  readonly token?: string;
  /** @default the agent's own */
  readonly datacenter?: string;
}

/** Which instances of a service in Consul are the hosts of a group. */
export interface ConsulQuery {
  readonly service: string;
  /** @default any */
  readonly tag?: string;
  /**
   * Only instances whose checks pass. Then a node that is sick at the moment of `pulumi up` counts as one
   * that has been removed from the group. @default false
   */
  readonly passingOnly?: boolean;
}

const timeoutSec = 10;
const shownCharacters = 200;

/** An instance in the answer of `/v1/health/service/<name>`. */
interface HealthEntry {
  readonly Node: {
    readonly Node: string;
    readonly Address: string;
    readonly Meta?: CatalogEntry["NodeMeta"];
  };
  readonly Service: {
    readonly ID: string;
    readonly Address: string;
    readonly Port: number;
    readonly Meta?: CatalogEntry["ServiceMeta"];
  };
}

/** What is wrong with an address; found before anything is sent to it. */
export function checkConsulAddress({ address, token }: ConsulAddress): Problem[] {
  const problem = (reason: string) => [{ propertyPath: "consul.address", reason }];
  if (!URL.canParse(address) || !/^https?:/.test(address)) {
    return problem("is no address; one that starts with https:// or http:// is needed");
  }
  const { protocol, hostname, username, password } = new URL(address);
  if (username || password) return problem("holds a user or a password; a token is given as consulToken");
  if (!token || protocol === "https:" || isLoopback(hostname)) return [];
  return problem(
    `got http://${hostname}, where everybody on the way could read the token; https:// is needed, or an agent on this computer (127.0.0.1)`,
  );
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/**
 * Asks Consul which instances a service has.
 * @throws Error that says what was asked, and what came instead of an answer; never the token.
 */
export async function queryConsul(consul: ConsulAddress, query: ConsulQuery): Promise<CatalogEntry[]> {
  const wrong = checkConsulAddress(consul);
  if (wrong.length > 0) throw new Error(renderProblems("Consul", wrong));
  const url = consulUrl(consul, query);
  const answer = await get(url, consul).catch((error: unknown) => {
    throw new Error(`Consul at ${url.origin}: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (!query.passingOnly) return answer as CatalogEntry[];
  return (answer as HealthEntry[]).map(({ Node: node, Service: service }) => ({
    Node: node.Node,
    Address: node.Address,
    NodeMeta: node.Meta,
    ServiceID: service.ID,
    ServiceAddress: service.Address,
    ServicePort: service.Port,
    ServiceMeta: service.Meta,
  }));
}

/** What is asked for one query. */
export function consulUrl({ address, datacenter }: ConsulAddress, query: ConsulQuery): URL {
  const kind = query.passingOnly ? "health" : "catalog";
  const url = new URL(`/v1/${kind}/service/${encodeURIComponent(query.service)}`, address);
  if (query.tag) url.searchParams.set("tag", query.tag);
  if (query.passingOnly) url.searchParams.set("passing", "true");
  if (datacenter) url.searchParams.set("dc", datacenter);
  return url;
}

function get(url: URL, { caPem, token }: ConsulAddress): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? httpsRequest : httpRequest;
    const headers = token ? { "x-consul-token": token } : {};
    const call = send(url, { headers, ca: caPem, timeout: timeoutSec * 1000 }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        body += chunk;
      });
      response.once("error", reject);
      response.once("end", () => {
        const { statusCode, statusMessage } = response;
        const seen = `${statusCode} ${statusMessage}: ${body.slice(0, shownCharacters).trim()}`;
        if (statusCode !== 200) return reject(new Error(`GET ${url.pathname} answered ${seen}`));
        try {
          resolve(JSON.parse(body));
        } catch {
          reject(new Error(`GET ${url.pathname} answered no JSON: ${seen}`));
        }
      });
    });
    call.once("timeout", () => call.destroy(new Error(`no answer within ${timeoutSec} s`)));
    call.once("error", reject);
    call.end();
  });
}
