import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { AliasRecord, ClassicLoadBalancer, Network, TierSecurityGroup } from "pulumi-wso2";

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
  openings: [{ from: "edge", port: 8080, groupId: edge.groupId }],
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

// A client stays on the instance that set the cookie; the balancer ends no request in flight before 120 seconds.
const balancer = new ClassicLoadBalancer("shop", {
  subnetIds: network.publicSubnetIds,
  securityGroupIds: [edge.groupId],
  certificateArn: config.require("certificateArn"),
  instances,
  instancePorts: { http: 8080, https: 8080 },
  health: { port: 8080, path: "/health" },
  stickyCookie: "SHOPSESSION",
  drainingTimeoutSec: 120,
});

// The name that clients use leads to the balancer, and follows it when it is replaced.
const alias = new AliasRecord("shop", {
  host: "shop.example.com",
  zone: { id: config.require("zoneId"), name: "example.com" },
  target: balancer,
});

export const url = pulumi.interpolate`https://${alias.fqdn}`;
