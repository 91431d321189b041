import { z } from "zod";
import { packSettings } from "./pack-settings";
import { rollSettings } from "./roll-settings";

const absolutePath = z.string().startsWith("/", "an absolute path");
const port = z.number().int().min(1).max(65_535);
const variables = z.record(z.string(), z.string());

const service = z.discriminatedUnion("manager", [
  z.strictObject({ manager: z.literal("systemd"), name: z.string().endsWith(".service", "a service unit") }),
  z.strictObject({ manager: z.literal("monit"), name: z.string(), pidFile: absolutePath.optional() }),
  z.strictObject({
    manager: z.literal("script"),
    name: z.string(),
    script: absolutePath,
    pidFile: absolutePath,
    user: z.string().optional(),
    environment: variables.optional(),
  }),
]);

const page = {
  port,
  path: z.string().startsWith("/", "a path that starts with /"),
  host: z.string(),
  expectStatus: z.number().int().min(100).max(599).default(200),
  caPem: z.string().optional(),
  address: z.string().optional(),
};
const readiness = z.discriminatedUnion("scheme", [
  z.strictObject({ scheme: z.literal("http"), ...page }),
  z.strictObject({ scheme: z.literal("https"), ...page }),
  z.strictObject({ scheme: z.literal("tcp"), port, address: z.string().optional() }),
]);

const consulGroup = z.strictObject({
  service: z.string(),
  tag: z.string().optional(),
  passingOnly: z.boolean().optional(),
  user: z.string().optional(),
  minHosts: z.number().int().min(0).optional(),
});

/** Every configuration key of system `hosts`, `wso2:<key>`. */
export const hostsSchema = z.strictObject({
  system: z.literal("hosts"),
  /** The application's version. */
  version: z.string(),

  /** Groups of machines: the path of a YAML or JSON file, or what it would say. */
  inventory: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  /** Groups of machines that Consul knows. */
  consul: z
    .strictObject({
      address: z.string().regex(/^https?:\/\//, "an address that starts with https:// or http://"),
      caPem: z.string().optional(),
      datacenter: z.string().optional(),
      groups: z.record(z.string(), consulGroup),
    })
    .optional(),
  /** Secret. */
  consulToken: z.string().optional(),
  /** Host keys that the inventory leaves out: the path of a known_hosts file. */
  knownHosts: z.string().optional(),
  /** Logs in where the inventory says no user. */
  sshUser: z.string().default("root"),
  /** OpenSSH format; secret. */
  sshPrivateKey: z.string(),
  /** Further keys by the name that the inventory calls them; secret. */
  sshKeys: variables.default({}),

  /** The group that is rolled. */
  group: z.string(),
  /** The HAProxy machines in front of it. */
  balancerGroup: z.string(),
  /** HAProxy's backend, for hosts whose variable `backend` says no other. */
  backend: z.string().optional(),
  /** HAProxy's command socket, for machines whose variable `socket_path` says no other. */
  socketPath: absolutePath.default("/run/haproxy/admin.sock"),

  /** The distribution; `{version}` is filled in. */
  ...packSettings,
  /** The folder that the zip holds; `{version}` is filled in. */
  packFolder: z.string().optional(),
  /** Where it is unpacked. */
  directory: absolutePath.default("/opt/app"),
  /** Who owns it. */
  owner: z.string().default("root"),
  /** Symlink to the running version's folder. */
  link: absolutePath.optional(),
  files: z
    .array(
      z.strictObject({
        path: absolutePath,
        content: z.string(),
        mode: z
          .string()
          .regex(/^[0-7]{3,4}$/, 'an octal mode such as "640"')
          .default("644"),
        owner: z
          .string()
          .regex(/^[^:]+:[^:]+$/, "user:group")
          .optional(),
      }),
    )
    .default([]),
  /** Run by `sh` as root once the files are there. */
  changeScript: z.string().optional(),
  changeTimeoutSec: z.number().int().min(1).max(86_400).default(300),

  /** In the order in which they are stopped. */
  services: z.array(service).min(1),
  readiness,
  /** Open while the application serves, closed once it has stopped. */
  ports: z.array(port).default([]),
  logPath: absolutePath.optional(),

  ...rollSettings,
});

export type HostsSettings = z.infer<typeof hostsSchema>;
