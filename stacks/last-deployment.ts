import * as pulumi from "@pulumi/pulumi";
import {
  type DeployedGroup,
  type HealTokens,
  planFirst,
  planHeal,
  readNodeStatus,
  type StatusPlan,
} from "../components";

/** What this stack's last deployment left, and how it stands now. */
export interface LastDeployment {
  readonly deployed?: DeployedGroup;
  /**
   * Nodes that are out of service now. A roll takes them first: after a failure, replacing another node before
   * them would go below the floor. None where the balancers can't be reached, as in a pull request's preview.
   */
  readonly first: string[];
  readonly healTokens: HealTokens;
}

/** Reads it from the stack's own outputs, and asks the balancers that they name. */
export async function lastDeployment(): Promise<LastDeployment> {
  const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const stack = new pulumi.StackReference(name);
  const read = async (output: string): Promise<unknown> => {
    const { secretValue, value } = await stack.getOutputDetails(output);
    return secretValue ?? value;
  };
  const [plan, deployed, tokens] = await Promise.all(["statusPlan", "deployed", "healTokens"].map(read));
  const status = plan ? await readNodeStatus(plan as StatusPlan) : [];
  return {
    deployed: deployed as DeployedGroup | undefined,
    first: planFirst(status),
    healTokens: planHeal((tokens ?? {}) as HealTokens, status),
  };
}
