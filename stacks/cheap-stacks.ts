const keepers = /@pulumi\/pulumi\/(runtime\/debuggable|resource)\.js$/;

/**
 * Pulumi keeps a stack with each promise and each resource, and maps every line of it to its source: a third of what a
 * preview of these stacks takes. They say where in this program something was made. Those of errors are mapped as ever.
 */
export function keepStacksCheap(): void {
  const mapped = Error.prepareStackTrace;
  if (!mapped) return;
  Error.prepareStackTrace = (error, frames) =>
    keepers.test(frames[0]?.getFileName() ?? "") ? String(error) : mapped(error, frames);
}
