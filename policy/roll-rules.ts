import type { Policies } from "@pulumi/policy";

const classic = "aws:elb/loadBalancer:LoadBalancer";

export const rollRules: Policies = [
  {
    name: "drains",
    description: "A classic load balancer lets requests in flight end before an instance is gone.",
    severity: "high",
    validateResource: ({ type, props }, report) => {
      if (type !== classic || props.connectionDraining === true) return;
      report(`connectionDraining is ${props.connectionDraining}; true is needed`);
    },
  },
  {
    name: "cross-zone",
    description: "A classic load balancer spreads requests over the instances of all zones.",
    severity: "medium",
    validateResource: ({ type, props }, report) => {
      if (type !== classic || props.crossZoneLoadBalancing === true) return;
      report(`crossZoneLoadBalancing is ${props.crossZoneLoadBalancing}; true is needed`);
    },
  },
  {
    name: "leaves-before-it-joins",
    description:
      "A command of the roll is deleted before it is replaced: a node leaves before it joins again.",
    severity: "critical",
    validateResource: ({ type, props, opts }, report) => {
      if (type !== "command:local:Command") return;
      const texts = [props.create, props.update, props.delete];
      if (!texts.some((text) => String(text).includes("pulumi-wso2/roll"))) return;
      if (!opts.deleteBeforeReplace) report("deleteBeforeReplace is not set");
    },
  },
];
