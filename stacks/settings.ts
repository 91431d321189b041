import { z } from "zod";
import { certificateSettings } from "./certificate-settings";
import { checkSettings } from "./check-settings";
import { cidr, cidrs, sshCidrs } from "./cidrs";
import { edgeSettings } from "./edge-settings";
import { frontSettings } from "./front-settings";
import { logSettings } from "./log-settings";
import { bucketName, image, instanceType } from "./machine-settings";
import { nameSettings } from "./name-settings";
import { packSettings } from "./pack-settings";
import { rollSettings } from "./roll-settings";

/** Every configuration key of the project, `wso2:<key>`. */
export const settingsSchema = z.strictObject({
  system: z.enum(["integrator"]).describe("Which system the stack deploys."),
  version: z
    .string()
    .describe("The product's version; 4.x is Micro Integrator, 6.x is Enterprise Integrator."),
  ami: image.describe("Image of the nodes: an id, or the exact name of one of Debian's images."),
  nodeCount: z
    .number()
    .int()
    .min(1)
    .max(50)
    .describe("How many nodes; two at least for a roll without loss."),
  nodeInstanceType: instanceType
    .default("m6i.large")
    .describe("The nodes' instance type. A change replaces the machines one by one."),
  haproxyAmi: image.describe(
    "Image of the HAProxy machines. Its own key, so that changing the nodes' image moves nothing in front.",
  ),
  haproxyCount: z
    .number()
    .int()
    .min(1)
    .max(9)
    .default(2)
    .describe("How many HAProxy machines; two at least for a change of theirs without loss."),
  haproxyInstanceType: instanceType.default("t3.small").describe("The same of the HAProxy machines."),

  host: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "a host name in lower case")
    .describe("Name that clients use."),
  dnsZone: z
    .string()
    .regex(
      /^(Z[A-Z0-9]{1,31}|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)$/,
      "a hosted zone's id or its name in lower case",
    )
    .meta({ allowed: "a hosted zone's id or name" })
    .optional()
    .describe(
      "Route 53's hosted zone that gets an alias of `host` to the load balancer. Without it the name is yours to set. See [On AWS](../on-aws.md#the-name).",
    ),
  ...certificateSettings,
  backend: z.string().default("PRD_wso2ei").describe("HAProxy's backend."),
  ...edgeSettings,
  ...frontSettings,

  vpcCidr: cidr.default("10.42.0.0/16").describe("Range of the VPC that the stack makes."),
  zoneCount: z.number().int().min(1).max(6).default(2).describe("In how many availability zones."),
  zones: z
    .array(z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d[a-z]$/, "an availability zone such as us-east-1a"))
    .min(1)
    .max(6)
    .refine((names) => new Set(names).size === names.length, "each zone once")
    .optional()
    .describe(
      "Which zones, instead of the first `zoneCount` of the region; as many as `zoneCount`, in the order of the subnets' letters.",
    ),
  natGateways: z
    .enum(["none", "single", "per-zone"])
    .default("single")
    .describe("The way out of the private subnets: none, one for all zones, or one in each."),
  vpcId: z
    .string()
    .startsWith("vpc-")
    .optional()
    .describe("An existing VPC; then both lists of subnets are needed."),
  publicSubnetIds: z
    .array(z.string().startsWith("subnet-"))
    .optional()
    .describe("Its public subnets, for the load balancer."),
  privateSubnetIds: z
    .array(z.string().startsWith("subnet-"))
    .optional()
    .describe("Its private subnets, for the machines."),
  flowLogBucket: bucketName
    .optional()
    .describe(
      "S3 bucket for the flow logs of the VPC that the stack makes. See [On AWS](../on-aws.md#logs-and-metrics).",
    ),
  accessLogBucket: bucketName
    .optional()
    .describe(
      "S3 bucket for the load balancer's access logs, in its region. See [On AWS](../on-aws.md#logs-and-metrics).",
    ),
  ...logSettings,
  detailedMonitoring: z
    .boolean()
    .optional()
    .describe(
      "CloudWatch's metrics of the machines each minute, instead of every five; costs extra. AWS's own, off, when not set.",
    ),
  clientCidrs: cidrs.describe("Who may reach the load balancer."),
  sshCidrs: sshCidrs.describe(
    "Who may reach SSH on the machines: where `pulumi up` runs. Never everybody: use a VPN or `sshJump`.",
  ),
  loginUser: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]{0,31}$/, "a user such as admin (Debian), ubuntu or ec2-user")
    .default("admin")
    .describe("The user that the image lets in with the key pair, and that may use sudo."),
  sshJump: z
    .strictObject({
      host: nameSettings.address,
      port: z.number().int().min(1).max(65_535).optional(),
      user: nameSettings.user,
      hostKey: nameSettings.hostKey,
      privateKey: nameSettings.privateKey,
      proxyCommand: nameSettings.proxyCommand.optional(),
    })
    .optional()
    .describe("A machine to go through on the way to SSH. Set it with `--secret`."),
  instanceConnect: z
    .boolean()
    .default(false)
    .describe(
      "Makes an EC2 Instance Connect Endpoint and reaches the machines through it, with AWS CLI 2 on the computer that runs `pulumi up`. A VPC can have one. See [Reaching machines](../reaching-machines.md).",
    ),
  proxyCommand: nameSettings.proxyCommand
    .optional()
    .describe(
      "In place of `sshJump`: a command that makes the connection, with `%h`, `%p`, `%r`, as OpenSSH's ProxyCommand. See [Reaching machines](../reaching-machines.md).",
    ),

  // The distribution; `{name}` and `{version}` are filled in.
  ...packSettings,
  javaOpts: z.string().default("").describe("Added to the JVM's arguments."),
  publicCas: z
    .boolean()
    .default(true)
    .describe(
      "Whether the product trusts, beside the private root, the public certificate authorities of the node's Java, for calls to public HTTPS back ends.",
    ),
  deploymentToml: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("Tables of deployment.toml that are added or overridden (4.x)."),

  caGeneration: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .describe("The private root that signs; one more makes a new one and rolls it out."),
  caTrustPrevious: z
    .boolean()
    .default(true)
    .describe("`false`, once every certificate is of the new root: the one before is trusted no more."),

  readinessPath: z
    .string()
    .regex(/^\/\S*$/, "a path that starts with /")
    .optional()
    .describe("The page that answers 200 once a node can serve; the product's own when not set."),
  ...checkSettings,
  strategy: z
    .enum(["auto", "in-place", "replace", "blue-green"])
    .default("auto")
    .describe("How a change reaches a node: see [rolling](../rolling.md#strategies)."),
  ...rollSettings,
});

export type Settings = z.infer<typeof settingsSchema>;

/** The keys that every system with a cluster of its own has. */
export type ClusterSettings = Omit<Settings, "system">;

/** The same, whatever stands in front of the nodes. */
export type NodeClusterSettings = Omit<ClusterSettings, "haproxyAmi">;
