import * as pulumi from "@pulumi/pulumi";
import { type Problem, renderProblems } from "./problems";

/**
 * Stops the program before anything is registered.
 * @throws pulumi.InputPropertiesError with every problem, when there is one.
 */
export function failOnProblems(subject: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new pulumi.InputPropertiesError({
    message: renderProblems(subject, problems),
    errors: problems.map(({ propertyPath, reason }) => ({ propertyPath, reason })),
  });
}
