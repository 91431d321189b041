import * as pulumi from "@pulumi/pulumi";
import { findOutOfService, type StatusPlan } from "../components";

/**
 * The nodes that are out of service now, by what this stack's last deployment says of its balancers.
 * A roll takes them first: after a failure, replacing another node before them would go below the floor.
 */
export async function nodesOutOfService(): Promise<string[]> {
  const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const details = await new pulumi.StackReference(name).getOutputDetails("statusPlan");
  const plan = (details.secretValue ?? details.value) as StatusPlan | undefined;
  return plan ? findOutOfService(plan) : [];
}
