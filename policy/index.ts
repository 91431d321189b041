import { PolicyPack } from "@pulumi/policy";
import { machineRules } from "./machine-rules";
import { networkRules } from "./network-rules";
import { rollRules } from "./roll-rules";
import { tlsRules } from "./tls-rules";

// `pulumi preview --policy-pack policy`; docs/on-aws.md says more.
new PolicyPack("pulumi-wso2", {
  enforcementLevel: "mandatory",
  policies: [...networkRules, ...tlsRules, ...machineRules, ...rollRules],
});
