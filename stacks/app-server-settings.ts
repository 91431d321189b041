import { z } from "zod";
import type { CarbonSettings } from "../components";
import { databaseSettings } from "./database-settings";
import { elbSettings } from "./elb-settings";
import { settingsSchema } from "./settings";

const { system: _, version: __, haproxyAmi, ...cluster } = settingsSchema.shape;

const database = z.strictObject({
  type: z.enum(["mysql", "mariadb", "postgre", "mssql", "oracle"]),
  url: z.string(),
  username: z.string(),
  password: z.string(),
  driver: z.string().optional(),
});

/** Every configuration key of system `app-server`, `wso2:<key>`. */
export const appServerSchema = z.strictObject({
  system: z.literal("app-server").describe("Which system the stack deploys."),
  version: z
    .string()
    .describe(
      "The Carbon kernel's version, 4.5.x to 4.10.x; with `front: wso2-elb` the Application Server's, 5.1.x.",
    ),
  ...elbSettings,
  haproxyAmi: haproxyAmi
    .optional()
    .describe(
      "Image of the HAProxy machines, needed with them. Its own key, so that changing the nodes' image moves nothing in front.",
    ),
  portOffset: z
    .number()
    .int()
    .min(0)
    .max(55_000)
    .optional()
    .describe(
      "Added to each of the server's ports; checks, security groups and HAProxy follow. 0 when not set.",
    ),
  clusterDomain: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, "letters, digits, dots and hyphens")
    .optional()
    .describe(
      "Makes the nodes members of one Hazelcast cluster of this name; kernels 4.5, 4.6, 4.7 and 4.9.",
    ),
  encryptSecrets: z
    .union([z.boolean(), z.strictObject({ jarFolder: z.string().optional() })])
    .optional()
    .describe(
      'Whether WSO2\'s cipher tool encrypts the passwords of `deployment.toml` on each node; kernels 4.10. `{"jarFolder": "..."}`: it does, and its jar comes from that folder.',
    ),
  adminUsername: z.string().min(3).max(30).optional().describe("The administrator; `admin` when not set."),
  databases: z
    .record(z.string(), database)
    .optional()
    .describe(
      "Databases that all nodes share, by WSO2's name: `shared_db`. Set it with `--secret`. Without it each node has its own H2.",
    ),
  ...databaseSettings,
  ...cluster,
});

export type AppServerSettings = z.infer<typeof appServerSchema>;

/** The same as the server's own settings. */
export function carbonSettings(settings: AppServerSettings): CarbonSettings {
  const { host, portOffset, clusterDomain, adminUsername, databases, encryptSecrets } = settings;
  return {
    hostname: host,
    offset: portOffset,
    adminUsername,
    ...{ databases, encryptSecrets },
    clustering: clusterDomain === undefined ? undefined : { domain: clusterDomain },
  };
}
