import type { ClusterSettings } from "../../stacks/settings";

/** What two small clusters of different products have in common, as the stack reads it. */
export const clusterSettings = {
  nodeCount: 2,
  nodeInstanceType: "t3.medium",
  haproxyAmi: "ami-0fixed",
  haproxyCount: 2,
  haproxyInstanceType: "t3.micro",
  instanceConnect: false,
  vpcCidr: "10.42.0.0/16",
  zoneCount: 1,
  natGateways: "none",
  clientCidrs: ["0.0.0.0/0"],
  sshCidrs: ["10.42.0.0/16"],
  loginUser: "admin",
  javaOpts: "",
  checkIntervalSec: 2,
  batch: 1,
  strategy: "auto",
  publicCas: true,
  caGeneration: 1,
  caTrustPrevious: true,
  packSha256: "unverified",
} satisfies Partial<ClusterSettings>;
