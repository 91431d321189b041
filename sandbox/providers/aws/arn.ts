import type { Context } from "./resource";

/** `arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1` */
export function ec2Arn({ region }: Context, account: string | undefined, resource: string): string {
  return `arn:aws:ec2:${region}:${account}:${resource}`;
}
