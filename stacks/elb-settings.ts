import { z } from "zod";
import { checkAppServer, checkElb, type ElbSettings, type Problem, Problems } from "../components";
import { checkElbEdge, type ElbEdge } from "./elb-edge";
import { image, instanceType } from "./machine-settings";
import { packDigestSetting, packSetting } from "./pack-settings";

/** What stands in front of the servers, and what WSO2 ELB needs where it does. */
export const elbSettings = {
  front: z
    .enum(["haproxy", "wso2-elb"])
    .default("haproxy")
    .describe(
      "What stands between the load balancer and the servers. `wso2-elb` is WSO2 ELB 2.0 in front of Application Servers 5.1: see [below](#behind-wso2-elb).",
    ),
  elbVersion: z.string().default("2.0.3").describe("WSO2 ELB's version, with `front: wso2-elb`."),
  elbAmi: image.optional().describe("Image of the WSO2 ELB machines; `ami` when not set."),
  elbCount: z
    .number()
    .int()
    .min(1)
    .max(9)
    .default(2)
    .describe("How many WSO2 ELB machines; two at least for a change of theirs without loss."),
  elbInstanceType: instanceType.default("m6i.large").describe("The instance type of the WSO2 ELB machines."),
  elbPack: packSetting.describe("WSO2 ELB's distribution, as `pack`."),
  elbPackSha256: packDigestSetting.describe("The digest of that zip, as `packSha256`."),
};

/** What a stack with `front: wso2-elb` is made of. */
interface ElbFront {
  readonly version: string;
  readonly elbVersion: string;
  readonly host: string;
  readonly portOffset?: number;
}

/** The Tribes domain of the servers, by the name of WSO2's own examples. */
const domain = "wso2.appserver.domain";
const subDomain = "mgt";

/** The servers' own settings. */
export function appServerOf({ host, portOffset }: ElbFront) {
  return { hostname: host, offset: portOffset, domain, subDomain };
}

/** One service, one domain, one host: the source's own picture. */
export function elbOf({ host }: ElbFront): ElbSettings {
  return {
    hostname: host,
    services: [{ name: "appserver", domains: [{ name: domain, hosts: [host], subDomain }] }],
  };
}

/** Keys that mean nothing to WSO2 ELB and to a server of that time. */
const refused = [
  ...["clusterDomain", "adminUsername", "databases", "database", "deploymentToml", "encryptSecrets"],
  ...["hstsSubdomains", "maxConnections", "checkFall", "checkRise"],
  ...["hstsSec", "clientRequests", "metricsCidrs", "statsPassword"],
  ...["stickiness", "clientLimits", "timeLimits", "syslog"],
] as const;

/** What is wrong with the keys of a stack with `front: wso2-elb`, by the user's own names. */
export function checkElbFront(
  settings: ElbFront & ElbEdge & { readonly [Key in (typeof refused)[number]]?: unknown },
): Problem[] {
  const problems = new Problems();
  for (const key of refused) {
    problems.require(
      settings[key] === undefined,
      `wso2:${key}`,
      "is set, and so is wso2:front: wso2-elb; it is for a Carbon kernel behind HAProxy",
    );
  }
  const named = (list: readonly Problem[], keys: Readonly<Record<string, string>>) =>
    list.flatMap(({ propertyPath, reason }) =>
      keys[propertyPath] ? [{ propertyPath: `wso2:${keys[propertyPath]}`, reason }] : [],
    );
  const why = "; wso2:front is wso2-elb, whose members speak Tribes, as no Carbon kernel from 4.5 on does";
  return [
    ...problems.list,
    ...checkElbEdge(settings),
    ...named(checkAppServer(settings.version, appServerOf(settings)), {
      version: "version",
      offset: "portOffset",
    }).map((each) =>
      each.propertyPath === "wso2:version" ? { ...each, reason: `${each.reason}${why}` } : each,
    ),
    ...named(checkElb(settings.elbVersion, elbOf(settings)), { version: "elbVersion" }),
  ];
}
