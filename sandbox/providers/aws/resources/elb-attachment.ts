import { randomBytes } from "node:crypto";
import { regionProperty } from "../property-spec";
import { defineResource } from "../resource";
import { findLoadBalancer } from "./read-load-balancer";

interface AttachmentInputs {
  elb: string;
  instance: string;
}

export const elbAttachment = defineResource<AttachmentInputs>({
  token: "aws:elb/attachment:Attachment",
  label: "ELB Classic Attachment",
  inputs: {
    elb: { kind: "string", required: true, replaces: true },
    instance: { kind: "string", required: true, replaces: true },
    ...regionProperty,
  },
  outputs: [],
  stables: ["elb", "instance"],

  async create({ elb, instance }, { aws }) {
    const Instances = [{ InstanceId: instance }];
    await aws.elb.registerInstancesWithLoadBalancer({ LoadBalancerName: elb, Instances });
    // AWS has no id for it; the official provider makes one up as well.
    return `${elb}-${randomBytes(13).toString("hex")}`;
  },

  async read(_id, { elb, instance }, context) {
    const live = await findLoadBalancer(String(elb), context);
    const isThere = live?.Instances?.some(({ InstanceId }) => InstanceId === instance);
    return isThere ? { elb, instance } : undefined;
  },

  async delete(_id, { elb, instance }, { aws }) {
    const Instances = [{ InstanceId: String(instance) }];
    await aws.elb.deregisterInstancesFromLoadBalancer({ LoadBalancerName: String(elb), Instances });
  },
});
