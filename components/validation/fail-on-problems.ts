import * as pulumi from "@pulumi/pulumi";
import { type Problem, renderProblems } from "./problems";

/**
 * Stops the program before anything is registered.
 * @throws pulumi.InputPropertiesError with every problem, when there is one.
 */
export function failOnProblems(subject: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const error = new pulumi.InputPropertiesError({
    message: renderProblems(subject, problems),
    errors: problems.map(({ propertyPath, reason }) => ({ propertyPath, reason })),
  });
  throw withOwnFrames(error);
}

/**
 * Who is to mend an input wants to see the program's own lines. And Node's coloured `inspect`, by which the SDK shows
 * an error, does not come to an end with a frame such as `node_modules/@pulumi/resource.ts`, as the SDK's source maps
 * have it (lib/internal/util/inspect.js, markNodeModules, in Node 20.20): it fills the memory for a minute.
 */
export function withOwnFrames<E extends Error>(error: E): E {
  const isInner = (line: string) => /^\s+at .*[/\\]node_modules[/\\]/.test(line);
  if (error.stack)
    error.stack = error.stack
      .split("\n")
      .filter((line) => !isInner(line))
      .join("\n");
  return error;
}
