import { z } from "zod";
import { nameSettings } from "./name-settings";
import { packSettings } from "./pack-settings";
import { rollSettings } from "./roll-settings";

const absolutePath = z.string().startsWith("/", "an absolute path").meta({ allowed: "an absolute path" });
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
    user: nameSettings.user.optional(),
    environment: variables.optional(),
  }),
]);

const page = {
  port,
  path: z.string().startsWith("/", "a path that starts with /"),
  host: z.string(),
  expectStatus: z.number().int().min(100).max(599).default(200),
  caPem: z.string().optional(),
  address: nameSettings.address.optional(),
};
const readiness = z.discriminatedUnion("scheme", [
  z.strictObject({ scheme: z.literal("http"), ...page }),
  z.strictObject({ scheme: z.literal("https"), ...page }),
  z.strictObject({ scheme: z.literal("tcp"), port, address: nameSettings.address.optional() }),
]);

const consulGroup = z.strictObject({
  service: z.string(),
  tag: z.string().optional(),
  passingOnly: z.boolean().optional(),
  user: nameSettings.user.optional(),
  minHosts: z.number().int().min(0).optional(),
});

/** Every configuration key of system `hosts`, `wso2:<key>`. */
export const hostsSchema = z.strictObject({
  system: z.literal("hosts").describe("Which system the stack deploys."),
  version: z.string().describe("The application's version."),

  inventory: z
    .union([z.string(), z.record(z.string(), z.unknown())])
    .optional()
    .describe("Groups of machines: the path of a YAML or JSON file, or what it would say."),
  consul: z
    .strictObject({
      address: z.string().regex(/^https?:\/\//, "an address that starts with https:// or http://"),
      caPem: z.string().optional(),
      datacenter: z.string().optional(),
      groups: z.record(z.string(), consulGroup),
    })
    .optional()
    .describe("Groups of machines that Consul knows."),
  consulToken: z.string().optional().describe("Consul's token. Set it with `--secret`."),
  knownHosts: z
    .string()
    .optional()
    .describe("Host keys that the inventory leaves out: the path of a known_hosts file."),
  sshUser: nameSettings.user.default("root").describe("Logs in where the inventory says no user."),
  sshPrivateKey: nameSettings.privateKey.describe(
    "The key that logs in, in OpenSSH format, without a passphrase. Set it with `--secret`.",
  ),
  sshKeys: z
    .record(z.string(), nameSettings.privateKey)
    .default({})
    .describe("Further keys by the name that the inventory calls them. Set them with `--secret`."),
  proxyCommand: nameSettings.proxyCommand
    .optional()
    .describe(
      "For hosts without a jump host: a command that makes the connection, with `%h`, `%p`, `%r`, as OpenSSH's ProxyCommand. See [Reaching machines](../reaching-machines.md).",
    ),

  group: z.string().describe("The group that is rolled."),
  balancerGroup: z.string().describe("The HAProxy machines in front of it."),
  backend: nameSettings.name
    .optional()
    .describe("HAProxy's backend, for hosts whose variable `backend` says no other."),
  socketPath: absolutePath
    .default("/run/haproxy/admin.sock")
    .describe("HAProxy's command socket, for machines whose variable `socket_path` says no other."),
  leaveAlone: z
    .array(z.string().regex(/^[A-Za-z0-9_.:-]+(\/[A-Za-z0-9_.:-]+)?$/, '"backend" or "backend/server"'))
    .default([])
    .describe(
      "Lines of other backends that stay as they are although they lead to a node of the group: `backend`, or `backend/server`.",
    ),

  // The distribution; `{version}` is filled in.
  ...packSettings,
  packFolder: z.string().optional().describe("The folder that the zip holds; `{version}` is filled in."),
  directory: absolutePath.default("/opt/app").describe("Where it is unpacked."),
  owner: nameSettings.user.default("root").describe("Who owns it."),
  link: absolutePath.optional().describe("Symlink to the running version's folder."),
  files: z
    .array(
      z.strictObject({
        path: absolutePath,
        content: z.string(),
        mode: z
          .string()
          .regex(/^[0-7]{3,4}$/, 'an octal mode such as "640"')
          .optional(),
        owner: nameSettings.owner.optional(),
      }),
    )
    .default([])
    .describe(
      "Files that are written on each node between stop and start: `{{version}}`, `{{node}}`, `{{address}}` and `{{variables.NAME}}` are filled in. Without `mode` it is 640 where `owner` is set, else 644, which everybody on the node can read.",
    ),
  changeScript: z.string().optional().describe("Run by `sh` as root once the files are there."),
  changeTimeoutSec: z
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(300)
    .describe("Limit for that script, in seconds."),

  services: z.array(service).min(1).describe("In the order in which they are stopped."),
  readiness: readiness.describe("The page, or the weaker open port, that says that a node can serve."),
  ports: z.array(port).default([]).describe("Open while the application serves, closed once it has stopped."),
  logPath: absolutePath
    .optional()
    .describe(
      "A log whose last lines explain a start that failed; what the service manager has when not set.",
    ),

  ...rollSettings,
});

export type HostsSettings = z.infer<typeof hostsSchema>;
