import type { KnownRange } from "./plan-network";
import { runProgram } from "./run-program";

/** Runs `ip` on this computer. */
export function ip(...args: string[]): Promise<string> {
  return runProgram("ip", args);
}

/** Runs `ip` inside a network namespace. */
export function ipIn(namespace: string, ...args: string[]): Promise<string> {
  return ip("-n", namespace, ...args);
}

async function ask<T>(...args: string[]): Promise<T[]> {
  return JSON.parse((await ip("-json", ...args)) || "[]") as T[];
}

export async function listNamespaces(): Promise<string[]> {
  return (await ask<{ name: string }>("netns", "list")).map(({ name }) => name);
}

/** Devices of a namespace, or of this computer. */
export async function listDevices(namespace?: string): Promise<string[]> {
  const where = namespace ? ["-n", namespace] : [];
  return (await ask<{ ifname?: string }>(...where, "link", "show")).flatMap(({ ifname }) => ifname ?? []);
}

interface DeviceAddresses {
  ifname?: string;
  addr_info?: { local: string; prefixlen: number }[];
}

/** IPv4 addresses of a device in a namespace, with their prefixes. */
export async function listAddresses(
  namespace: string,
  device: string,
): Promise<{ address: string; prefix: number }[]> {
  const found = await ask<DeviceAddresses>("-n", namespace, "-4", "address", "show", "dev", device);
  const infos = found.flatMap(({ addr_info = [] }) => addr_info);
  return infos.map(({ local, prefixlen }) => ({ address: local, prefix: prefixlen }));
}

/** Routes of a protocol that lead through a device. @param where `-n <namespace>`, or nothing for this computer. */
export async function listRoutes(
  where: readonly string[],
  device: string,
  protocol: string,
): Promise<{ destination: string; gateway: string }[]> {
  const select = ["-4", "route", "show", "dev", device, "proto", protocol];
  const found = await ask<{ dst: string; gateway?: string }>(...where, ...select);
  return found.map(({ dst, gateway = "" }) => ({ destination: dst, gateway }));
}

/** Every IPv4 range this computer has an address or a route for. */
export async function listKnownRanges(): Promise<KnownRange[]> {
  const [routes, devices] = await Promise.all([
    ask<{ dst: string; dev?: string; type?: string }>("-4", "route", "show", "table", "all"),
    ask<DeviceAddresses>("-4", "address", "show"),
  ]);
  return [
    ...routes.map(({ dst, dev, type }) => ({ destination: dst, device: dev ?? `a route of type ${type}` })),
    ...devices.flatMap(({ ifname = "?", addr_info = [] }) =>
      addr_info.map(({ local }) => ({ destination: local, device: ifname })),
    ),
  ];
}
