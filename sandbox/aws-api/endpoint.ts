import { readFile } from "node:fs/promises";
import { get } from "node:http";
import { isRunning } from "../process-identity";

/** What the server writes once it listens. */
export interface Endpoint {
  readonly pid: number;
  readonly startTicks: number;
  readonly port: number;
  /** First part of each request's path; only the sandbox's own user can read it. */
  readonly key: string;
}

/** The endpoint that was written last, by a server that may be gone by now. */
export async function readEndpoint(path: string): Promise<Endpoint | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Endpoint);
}

export function isAlive(endpoint: Endpoint): boolean {
  return isRunning(endpoint.pid, endpoint.startTicks);
}

export function urlOf(endpoint: Endpoint): string {
  return `http://127.0.0.1:${endpoint.port}/${endpoint.key}`;
}

/** Whether the server answers within a second. */
export function answers(endpoint: Endpoint): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(`${urlOf(endpoint)}/sandbox/health`, { agent: false, timeout: 1000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(false));
  });
}
