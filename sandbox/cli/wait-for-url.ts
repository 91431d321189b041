import { readFile } from "node:fs/promises";
import { request } from "node:https";
import { pollUntil } from "../elb/poll-until";
import type { Say } from "./progress";
import type { SandboxView } from "./sandbox-view";

const limitSec = 90;

/**
 * Waits until the sandbox's URL answers with something else than the load balancer's own error.
 *
 * @param look Reads where the sandbox is.
 * @throws Error with the last answer when it doesn't within 90 s.
 */
export async function waitForUrl(look: () => Promise<SandboxView>, say: Say): Promise<SandboxView> {
  let told = false;
  return pollUntil(
    "an answer at the sandbox's URL",
    limitSec,
    async () => {
      const view = await look();
      const status = await askOnce(view);
      if (status < 500) return view;
      if (!told) say(`waiting until the load balancer has healthy instances (it answers ${status})`);
      told = true;
      throw new Error(`${view.url} answers ${status}`);
    },
    300,
  );
}

/** The status of one answer. */
async function askOnce({ url, host, caFile }: SandboxView): Promise<number> {
  const ca = await readFile(caFile);
  return new Promise((resolve, reject) => {
    const options = { ca, servername: host, headers: { host }, agent: false as const, timeout: 5_000 };
    const outgoing = request(`${url}/`, options, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    outgoing.on("timeout", () => outgoing.destroy(new Error(`${url} gives no answer`)));
    outgoing.on("error", reject);
    outgoing.end();
  });
}
