import { type Problem, Problems } from "../validation/problems";

/** What is wrong with the input of a file system. */
export function checkFileSystem(args: {
  readonly subnetIds: readonly unknown[];
  readonly allowFrom: Readonly<Record<string, unknown>>;
}): Problem[] {
  const problems = new Problems();
  problems.require(
    args.subnetIds.length > 0,
    "subnetIds",
    "is empty; a subnet in each availability zone of the nodes is needed",
  );
  problems.require(
    Object.keys(args.allowFrom).length > 0,
    "allowFrom",
    "is empty; without the nodes' security groups nobody could mount it",
  );
  return problems.list;
}
