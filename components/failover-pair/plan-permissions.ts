import type { PairAddress } from "./pair-model";

/** What an instance of a pair is called in AWS. */
export interface PermissionFacts {
  readonly region: string;
  readonly address: PairAddress;
  readonly networkInterfaceIds: readonly string[];
  /** Of the two instances, whichever they are now: their `Name` tags. */
  readonly instanceNames: readonly string[];
}

/** One statement of a policy. */
export interface Statement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/**
 * What the two instances may do: look, move this address and no other, stop and start each other. AWS knows no
 * narrower right to look.
 */
export function planPermissions(facts: PermissionFacts): { Version: string; Statement: Statement[] } {
  const { region, instanceNames } = facts;
  const arn = (resource: string) => `arn:${partitionOf(region)}:ec2:${region}:*:${resource}`;
  const named = { StringEquals: { "ec2:ResourceTag/Name": instanceNames } };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["ec2:DescribeInstances", ...lookingUp[facts.address.kind]],
        Resource: ["*"],
      },
      ...moving(facts, arn, named),
      {
        Effect: "Allow",
        Action: ["ec2:StopInstances", "ec2:StartInstances"],
        Resource: [arn("instance/*")],
        Condition: named,
      },
    ],
  };
}

const lookingUp = {
  secondary: [],
  route: ["ec2:DescribeRouteTables"],
  elastic: ["ec2:DescribeAddresses"],
} as const satisfies Record<PairAddress["kind"], readonly string[]>;

function moving(
  { address, networkInterfaceIds }: PermissionFacts,
  arn: (resource: string) => string,
  named: Statement["Condition"],
): Statement[] {
  const interfaces = networkInterfaceIds.map((id) => arn(`network-interface/${id}`));
  switch (address.kind) {
    case "secondary":
      return [
        {
          Effect: "Allow",
          Action: ["ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"],
          Resource: interfaces,
        },
      ];
    case "route":
      return [
        {
          Effect: "Allow",
          Action: ["ec2:ReplaceRoute"],
          Resource: address.routeTableIds.map((id) => arn(`route-table/${id}`)),
        },
      ];
    case "elastic": {
      const Action = ["ec2:AssociateAddress", "ec2:DisassociateAddress"];
      const own = [arn(`elastic-ip/${address.allocationId}`), ...interfaces];
      return [
        { Effect: "Allow", Action, Resource: own },
        // An address is given to an instance by its id.
        { Effect: "Allow", Action, Resource: [arn("instance/*")], Condition: named },
      ];
    }
  }
}
