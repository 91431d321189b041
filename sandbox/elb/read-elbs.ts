import {
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancerPoliciesCommand,
  DescribeLoadBalancersCommand,
  type ElasticLoadBalancingClient,
} from "@aws-sdk/client-elastic-load-balancing";
import type { ElbDescription } from "./elb-description";

/** Reads every classic ELB with its attributes and policies. */
export async function readElbs(client: ElasticLoadBalancingClient): Promise<ElbDescription[]> {
  const { LoadBalancerDescriptions } = await client.send(new DescribeLoadBalancersCommand({}));
  return Promise.all(
    (LoadBalancerDescriptions ?? []).map(async (description) => {
      const LoadBalancerName = description.LoadBalancerName;
      const [attributes, policies] = await Promise.all([
        client.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerName })),
        client.send(new DescribeLoadBalancerPoliciesCommand({ LoadBalancerName })),
      ]);
      return {
        description,
        attributes: attributes.LoadBalancerAttributes ?? {},
        policies: policies.PolicyDescriptions ?? [],
      };
    }),
  );
}
