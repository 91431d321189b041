import { z } from "zod";
import { packSettings } from "./pack-settings";
import { rollSettings } from "./roll-settings";

const cidr = z.string().regex(/^\d+(\.\d+){3}\/\d+$/, "an IPv4 range such as 10.0.0.0/8");
const instanceType = z.string().regex(/^[a-z0-9-]+\.[a-z0-9]+$/, "an EC2 instance type such as m6i.large");
const image = z
  .string()
  .regex(/^[^*?]+$/, "an id such as ami-0123 or an exact name of a Debian image, without * and ?");

/** Every configuration key of the project, `wso2:<key>`. */
export const settingsSchema = z.strictObject({
  /** Which system the stack deploys. */
  system: z.enum(["integrator"]),
  /** The product's version; 4.x is Micro Integrator, 6.x is Enterprise Integrator. */
  version: z.string(),
  /** Image of the nodes: an id, or the exact name of one of Debian's images. */
  ami: image,
  nodeCount: z.number().int().min(1).max(50),
  nodeInstanceType: instanceType.default("m6i.large"),
  /** Image of the HAProxy machines. Its own key, so that changing the nodes' image moves nothing in front. */
  haproxyAmi: image,
  haproxyCount: z.number().int().min(1).max(9).default(2),
  haproxyInstanceType: instanceType.default("t3.small"),

  /** Name that clients use. */
  host: z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "a host name in lower case"),
  /** Certificate for `host` at the edge; from the private root when not given. */
  certificatePem: z.string().optional(),
  certificateChainPem: z.string().optional(),
  certificateKeyPem: z.string().optional(),
  /** HAProxy's backend. */
  backend: z.string().default("PRD_wso2ei"),

  vpcCidr: cidr.default("10.42.0.0/16"),
  zoneCount: z.number().int().min(1).max(6).default(2),
  natGateways: z.enum(["none", "single", "per-zone"]).default("single"),
  /** An existing VPC; then both lists of subnets are needed. */
  vpcId: z.string().startsWith("vpc-").optional(),
  publicSubnetIds: z.array(z.string().startsWith("subnet-")).optional(),
  privateSubnetIds: z.array(z.string().startsWith("subnet-")).optional(),
  /** Who may reach the load balancer. */
  clientCidrs: z.array(cidr),
  /** Who may reach SSH on the machines: where `pulumi up` runs. */
  sshCidrs: z.array(cidr),
  /** A machine to go through on the way to SSH. */
  sshJump: z
    .strictObject({
      host: z.string(),
      port: z.number().int().optional(),
      user: z.string(),
      hostKey: z.string(),
      privateKey: z.string(),
    })
    .optional(),

  /** The distribution; `{name}` and `{version}` are filled in. */
  ...packSettings,
  /** Added to the JVM's arguments. */
  javaOpts: z.string().default(""),
  /** Tables of deployment.toml that are added or overridden (4.x). */
  deploymentToml: z.record(z.string(), z.unknown()).optional(),

  /** The page that answers 200 once a node can serve; the product's own when not set. */
  readinessPath: z
    .string()
    .regex(/^\/\S*$/, "a path that starts with /")
    .optional(),
  checkIntervalSec: z.number().positive().max(60).default(2),
  /** Between two checks of a node that comes back; half of the above when not set, at most 0.5. */
  checkFastIntervalSec: z.number().min(0.1).max(60).optional(),
  strategy: z.enum(["auto", "in-place", "replace", "blue-green"]).default("auto"),
  ...rollSettings,
});

export type Settings = z.infer<typeof settingsSchema>;
