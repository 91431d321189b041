import type { PolicyResource } from "@pulumi/policy";

/** Whether a property is made of another resource's; holds in a preview too, when its value is not known yet. */
export function dependsOn(
  resource: PolicyResource,
  property: string,
  isWanted: (other: PolicyResource) => boolean,
): boolean {
  return (resource.propertyDependencies[property] ?? []).some(isWanted);
}
