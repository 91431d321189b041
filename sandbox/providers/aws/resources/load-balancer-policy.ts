import { unlessGone } from "../aws-errors";
import { regionProperty, type Values } from "../property-spec";
import { type Context, defineResource } from "../resource";
import { findLoadBalancer } from "./read-load-balancer";

interface PolicyInputs {
  loadBalancerName: string;
  policyName: string;
  policyTypeName: string;
  policyAttributes?: { name?: string; value?: string }[];
}

export const loadBalancerPolicy = defineResource<PolicyInputs>({
  token: "aws:elb/loadBalancerPolicy:LoadBalancerPolicy",
  label: "ELB Classic Load Balancer Policy",
  inputs: {
    loadBalancerName: { kind: "string", required: true, replaces: true },
    policyName: { kind: "string", required: true, replaces: true },
    policyTypeName: { kind: "string", required: true, replaces: true },
    policyAttributes: {
      kind: "objects",
      computed: true,
      set: true,
      fields: { name: { kind: "string" }, value: { kind: "string" } },
    },
    ...regionProperty,
  },
  outputs: [],
  stables: ["loadBalancerName", "policyName", "policyTypeName"],

  async create(inputs, context) {
    await createPolicy(inputs, context);
    return `${inputs.loadBalancerName}:${inputs.policyName}`;
  },

  async read(_id, state, { aws }) {
    const LoadBalancerName = String(state.loadBalancerName);
    const PolicyNames = [String(state.policyName)];
    const found = await unlessGone(aws.elb.describeLoadBalancerPolicies({ LoadBalancerName, PolicyNames }));
    const live = found?.PolicyDescriptions?.[0];
    if (!live) return undefined;
    return {
      loadBalancerName: LoadBalancerName,
      policyAttributes: attributesOf(live.PolicyAttributeDescriptions ?? [], state.policyAttributes),
      policyName: live.PolicyName,
      policyTypeName: live.PolicyTypeName,
    };
  },

  // A policy can't be changed: it is taken from its listeners, made anew and given back.
  async update({ state, inputs }, context) {
    const users = await unassign(state, context);
    await deletePolicy(state, context);
    await createPolicy(inputs, context);
    for (const { port, names } of users) await setPolicies(inputs.loadBalancerName, port, names, context);
  },

  async delete(_id, state, context) {
    await unassign(state, context);
    await deletePolicy(state, context);
  },
});

/** AWS adds attributes of its own to those that were set; the official provider ignores them too. */
function attributesOf(live: { AttributeName?: string; AttributeValue?: string }[], known: unknown) {
  const all = live.map(({ AttributeName, AttributeValue }) => ({
    name: AttributeName,
    value: AttributeValue,
  }));
  const set = (Array.isArray(known) ? known : []) as { name: string; value: string }[];
  const isThere = set.every(({ name, value }) =>
    all.some((each) => each.name === name && each.value === value),
  );
  return set.length > 0 && isThere ? set : all;
}

async function createPolicy(inputs: PolicyInputs, { aws }: Context): Promise<void> {
  await aws.elb.createLoadBalancerPolicy({
    LoadBalancerName: inputs.loadBalancerName,
    PolicyName: inputs.policyName,
    PolicyTypeName: inputs.policyTypeName,
    PolicyAttributes: (inputs.policyAttributes ?? []).map(({ name, value }) => ({
      AttributeName: name,
      AttributeValue: value,
    })),
  });
}

async function deletePolicy(state: Values, { aws }: Context): Promise<void> {
  const LoadBalancerName = String(state.loadBalancerName);
  await aws.elb.deleteLoadBalancerPolicy({ LoadBalancerName, PolicyName: String(state.policyName) });
}

/** Takes the policy from the listeners that use it. @returns these, with all their policies before */
async function unassign(state: Values, context: Context): Promise<{ port: number; names: string[] }[]> {
  const loadBalancer = String(state.loadBalancerName);
  const live = await findLoadBalancer(loadBalancer, context);
  const users = (live?.ListenerDescriptions ?? [])
    .map(({ Listener, PolicyNames = [] }) => ({ port: Listener?.LoadBalancerPort ?? 0, names: PolicyNames }))
    .filter(({ names }) => names.includes(String(state.policyName)));
  for (const { port, names } of users) {
    const others = names.filter((name) => name !== state.policyName);
    await setPolicies(loadBalancer, port, others, context);
  }
  return users;
}

async function setPolicies(
  loadBalancer: string,
  port: number,
  names: string[],
  { aws }: Context,
): Promise<void> {
  await aws.elb.setLoadBalancerPoliciesOfListener({
    LoadBalancerName: loadBalancer,
    LoadBalancerPort: port,
    PolicyNames: names,
  });
}
