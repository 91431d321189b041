import * as pulumi from "@pulumi/pulumi";
import {
  ApplicationWorkload,
  Ec2Hosts,
  EdgeBalancers,
  groupOutputs,
  lastDeployment,
  MachineIdentity,
  RollingGroup,
  SshAccess,
  TargetGroupEdge,
} from "pulumi-wso2";

/** Instances that are replaced one after the other behind a target group which is there already. */
export = async () => {
  const config = new pulumi.Config();
  const access = new SshAccess("shop");
  const subnetIds = config.requireObject<string[]>("subnetIds");
  const nodes = Object.fromEntries(
    subnetIds.map((subnetId, index) => {
      const key = `app${index + 1}`;
      const securityGroupIds = [config.require("securityGroupId")];
      return [key, new MachineIdentity(`shop-${key}`, { key, subnetId, securityGroupIds, access })];
    }),
  );
  const edge = new TargetGroupEdge({
    key: "alb",
    targetGroupArn: config.require("targetGroupArn"),
    drainingTimeoutSec: 60,
  });
  // The group's state is an output of its own, `shop`: another group of this stack would be another.
  const last = await lastDeployment({ output: "shop" });
  const group = new RollingGroup("shop", {
    hosts: new Ec2Hosts({
      nodes,
      access,
      machine: { imageId: config.require("imageId"), instanceType: "t3.small" },
    }),
    workload: new ApplicationWorkload({
      application: {
        version: config.require("version"),
        services: [{ manager: "systemd", name: "shop.service" }],
        files: [{ path: "/etc/shop/version", content: "{{version}}\n", mode: "644" }],
        readiness: { scheme: "http", host: "shop.internal", port: 8080, path: "/health", expectStatus: 200 },
        ports: [8080],
      },
    }),
    balancers: new EdgeBalancers({ edges: [edge], groupSize: subnetIds.length }),
    ...last,
  });
  return { shop: groupOutputs(group, last) };
};
