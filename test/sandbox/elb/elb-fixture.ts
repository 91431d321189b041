import type { ElbListener, ElbModel } from "../../../sandbox/elb/elb-model";

export const http: ElbListener = {
  port: 80,
  protocol: "HTTP",
  instancePort: 80,
  instanceProtocol: "HTTP",
  stickyCookie: "JSESSIONID",
};

export const https: ElbListener = {
  port: 443,
  protocol: "HTTPS",
  instancePort: 443,
  instanceProtocol: "HTTPS",
  certificateArn: "arn:aws:iam::123456789012:server-certificate/web",
  minTls: "TLSv1.2",
  stickyCookie: "JSESSIONID",
};

/** What the library makes, with two instances in one zone and one in another. */
export const elb: ElbModel = {
  name: "web",
  dnsName: "web-1.us-east-1.elb.amazonaws.com",
  subnetIds: ["subnet-1"],
  listeners: [http, https],
  healthCheck: {
    protocol: "HTTP",
    port: 8405,
    path: "/ready",
    intervalSec: 5,
    timeoutSec: 2,
    healthyThreshold: 2,
    unhealthyThreshold: 3,
  },
  members: [
    { instanceId: "i-1", address: "10.41.0.11", zone: "us-east-1a" },
    { instanceId: "i-2", address: "10.41.0.12", zone: "us-east-1a" },
    { instanceId: "i-3", address: "10.41.16.11", zone: "us-east-1b" },
  ],
  crossZone: true,
  idleTimeoutSec: 60,
  drainingTimeoutSec: 300,
};
