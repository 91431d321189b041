import { regionProperty, type Values } from "../property-spec";
import { type Context, defineResource } from "../resource";
import { findLoadBalancer } from "./read-load-balancer";

interface ListenerPolicyInputs {
  loadBalancerName: string;
  loadBalancerPort: number;
  policyNames?: string[];
}

/** The whole list of a listener's policies: setting it takes off what is not in it. */
export const listenerPolicy = defineResource<ListenerPolicyInputs>({
  token: "aws:elb/listenerPolicy:ListenerPolicy",
  label: "ELB Classic Listener Policy",
  inputs: {
    loadBalancerName: { kind: "string", required: true },
    loadBalancerPort: { kind: "number", required: true },
    policyNames: { kind: "strings", set: true },
    triggers: { kind: "tags", unread: true },
    ...regionProperty,
  },
  outputs: [],
  stables: [],

  async create(inputs, context) {
    await set(inputs, context);
    return `${inputs.loadBalancerName}:${inputs.loadBalancerPort}`;
  },

  async read(_id, state, context) {
    const live = await findListener(state, context);
    if (!live) return undefined;
    const { loadBalancerName, loadBalancerPort } = state;
    return { loadBalancerName, loadBalancerPort, policyNames: live.PolicyNames ?? [] };
  },

  update: ({ inputs }, context) => set(inputs, context),

  async delete(_id, state, context) {
    if (!(await findListener(state, context))) return;
    const { loadBalancerName, loadBalancerPort } = state as unknown as ListenerPolicyInputs;
    await set({ loadBalancerName, loadBalancerPort }, context);
  },
});

async function set(inputs: ListenerPolicyInputs, { aws }: Context): Promise<void> {
  await aws.elb.setLoadBalancerPoliciesOfListener({
    LoadBalancerName: inputs.loadBalancerName,
    LoadBalancerPort: inputs.loadBalancerPort,
    PolicyNames: inputs.policyNames ?? [],
  });
}

async function findListener({ loadBalancerName, loadBalancerPort }: Values, context: Context) {
  const live = await findLoadBalancer(String(loadBalancerName), context);
  return live?.ListenerDescriptions?.find(({ Listener }) => Listener?.LoadBalancerPort === loadBalancerPort);
}
