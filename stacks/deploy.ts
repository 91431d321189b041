import * as pulumi from "@pulumi/pulumi";
import { renderProblems, withOwnFrames } from "../components";
import { deployApiManager } from "./api-manager";
import { deployAppServer } from "./app-server";
import { deployHosts } from "./hosts";
import { deployIntegrator } from "./integrator";
import { readApiManagerSettings } from "./read-api-manager-settings";
import { readHostsSettings } from "./read-hosts-settings";
import { readAppServerSettings, readSettings } from "./read-settings";
import { readSsoSettings } from "./read-sso-settings";
import { deploySso } from "./sso";

type Values = Readonly<Record<string, string>>;

const systems: Readonly<Record<string, (values: Values) => Promise<Record<string, unknown>>>> = {
  integrator: async (values) => deployIntegrator(readSettings(values)),
  "app-server": async (values) => deployAppServer(readAppServerSettings(values)),
  "api-manager": async (values) => deployApiManager(readApiManagerSettings(values)),
  sso: async (values) => deploySso(readSsoSettings(values)),
  hosts: async (values) => deployHosts(readHostsSettings(values)),
};

/** Deploys the system that the stack's configuration names; what it returns are the stack's outputs. */
export async function deploy(): Promise<Record<string, unknown>> {
  const values = readNamespace("wso2");
  const system = systems[values.system ?? ""];
  if (system) return system(values).catch((error) => Promise.reject(readable(error)));
  const got = values.system === undefined ? "is needed and not set" : `got ${JSON.stringify(values.system)}`;
  const reason = `${got}; one of ${Object.keys(systems).join(", ")}`;
  throw new pulumi.InputPropertiesError({
    message: renderProblems("Configuration of this stack", [{ propertyPath: "wso2:system", reason }]),
    errors: [{ propertyPath: "wso2:system", reason }],
  });
}

/** All keys of one configuration namespace, so that one that nobody knows is noticed. */
function readNamespace(namespace: string): Record<string, string> {
  const prefix = `${namespace}:`;
  const entries = Object.entries(pulumi.runtime.allConfig());
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [])),
  );
}

/** Whatever is thrown, the SDK must be able to show it. */
function readable(error: unknown): unknown {
  return error instanceof Error && !pulumi.RunError.isInstance(error) ? withOwnFrames(error) : error;
}
