import * as pulumi from "@pulumi/pulumi";
import { deployIntegrator } from "./integrator";
import { readSettings } from "./read-settings";

/** Deploys the system that the stack's configuration names; what it returns are the stack's outputs. */
export async function deploy(): Promise<Record<string, unknown>> {
  const settings = readSettings(readNamespace("wso2"));
  switch (settings.system) {
    case "integrator":
      return deployIntegrator(settings);
  }
}

/** All keys of one configuration namespace, so that one that nobody knows is noticed. */
function readNamespace(namespace: string): Record<string, string> {
  const prefix = `${namespace}:`;
  const entries = Object.entries(pulumi.runtime.allConfig());
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [])),
  );
}
