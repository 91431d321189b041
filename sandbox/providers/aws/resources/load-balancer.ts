import { defineResource, UnfinishedError } from "../resource";
import { toAwsTags } from "../tags";
import { type LoadBalancerInputs, loadBalancerTable } from "./load-balancer-table";
import { readLoadBalancer } from "./read-load-balancer";
import {
  setAccessLogs,
  setAttributes,
  setHealthCheck,
  setInstances,
  setListeners,
  setSubnets,
  toListener,
} from "./set-load-balancer";

export const loadBalancer = defineResource<LoadBalancerInputs>({
  token: "aws:elb/loadBalancer:LoadBalancer",
  label: "ELB Classic Load Balancer",
  inputs: loadBalancerTable,
  outputs: ["arn", "availabilityZones", "dnsName", "sourceSecurityGroup", "sourceSecurityGroupId", "zoneId"],
  stables: ["arn", "dnsName", "name", "zoneId", "sourceSecurityGroup", "sourceSecurityGroupId"],
  autoName: { input: "name", maxLength: 32 },
  tagging: {
    async add(id, _state, tags, { aws }) {
      await aws.elb.addTags({ LoadBalancerNames: [id], Tags: toAwsTags(tags) });
    },
    async remove(id, _state, keys, { aws }) {
      await aws.elb.removeTags({ LoadBalancerNames: [id], Tags: keys.map((Key) => ({ Key })) });
    },
  },

  // A load balancer can move from subnet to subnet, but not out of all of them at once.
  replaces: (input, before, inputs) =>
    input === "subnets" ? !before.subnets?.some((each) => inputs.subnets?.includes(each)) : undefined,

  async create(inputs, context) {
    const Tags = toAwsTags(inputs.tagsAll);
    await context.aws.elb.createLoadBalancer({
      LoadBalancerName: inputs.name,
      Listeners: inputs.listeners.map(toListener),
      Scheme: inputs.internal ? "internal" : undefined,
      SecurityGroups: inputs.securityGroups,
      Subnets: inputs.subnets,
      Tags: Tags.length > 0 ? Tags : undefined,
    });
    try {
      await setAttributes(inputs.name, inputs, context);
      if (inputs.accessLogs) await setAccessLogs(inputs.name, inputs, context);
      if (inputs.healthCheck) await setHealthCheck(inputs.name, inputs, context);
      await setInstances(inputs.name, [], inputs.instances ?? [], context);
    } catch (error) {
      throw new UnfinishedError(inputs.name, error as Error);
    }
    return inputs.name;
  },

  read: (id, _state, context) => readLoadBalancer(id, context),

  async update({ id, state, inputs, changed }, context) {
    const { elb } = context.aws;
    if (changed("listeners")) await setListeners(id, state, inputs, context);
    if (changed("instances"))
      await setInstances(id, state.instances as string[], inputs.instances ?? [], context);
    if (changed("healthCheck") && inputs.healthCheck) await setHealthCheck(id, inputs, context);
    if (changed("securityGroups")) {
      const SecurityGroups = inputs.securityGroups;
      await elb.applySecurityGroupsToLoadBalancer({ LoadBalancerName: id, SecurityGroups });
    }
    if (changed("subnets")) await setSubnets(id, state.subnets as string[], inputs.subnets, context);
    await setAttributes(id, inputs, context);
    if (changed("accessLogs")) await setAccessLogs(id, inputs, context);
  },

  async delete(id, _state, { aws }) {
    await aws.elb.deleteLoadBalancer({ LoadBalancerName: id });
  },
});
