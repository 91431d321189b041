import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { LoadBalancer, type LoadBalancerKind, Network, TierSecurityGroup } from "pulumi-wso2";

const config = new pulumi.Config();
const network = new Network("shop", { zoneCount: 2 });
const edge = new TierSecurityGroup("shop-edge", {
  vpcId: network.vpcId,
  description: "load balancer",
  openings: [80, 443].map((port) => ({ from: "clients", port, cidrs: ["0.0.0.0/0"] })),
});
const back = new TierSecurityGroup("shop-app", {
  vpcId: network.vpcId,
  description: "the shop",
  openings: [8080, 8443].map((port) => ({ from: "edge", port, groupId: edge.groupId })),
});
const instances = Object.fromEntries(
  network.privateSubnetIds.map((subnetId, index) => [
    `app${index + 1}`,
    new aws.ec2.Instance(`shop-app${index + 1}`, {
      ami: config.require("imageId"),
      instanceType: "t3.small",
      subnetId,
      vpcSecurityGroupIds: [back.groupId],
    }).id,
  ]),
);

// classic, application or network: what a kind can't have is refused, with what to do.
const balancer = new LoadBalancer("shop", {
  kind: config.require<LoadBalancerKind>("kind"),
  vpcId: network.vpcId,
  subnetIds: network.publicSubnetIds,
  securityGroupIds: [edge.groupId],
  certificateArn: config.require("certificateArn"),
  instances,
  instancePorts: { http: 8080, https: 8443 },
  health: { port: 8080, path: "/health" },
  drainingTimeoutSec: 120,
  alarms: { actionArns: [config.require("alarmTopicArn")] },
});

export const url = pulumi.interpolate`https://${balancer.dnsName}`;
