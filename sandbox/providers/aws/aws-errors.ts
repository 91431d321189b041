/** Whether AWS says that there is no such thing (any more). */
export function isNotFound(error: unknown): boolean {
  const name = error instanceof Error ? error.name : "";
  return /NotFound|NoSuchEntity|NoSuchHostedZone/.test(name);
}

/** The result, or undefined when AWS has no such thing. */
export async function unlessGone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** An error that tells what failed: `creating EC2 VPC (main): InvalidVpcRange: ...`. */
export function explain(doing: string, error: unknown): Error {
  if (!(error instanceof Error)) return new Error(`${doing}: ${String(error)}`);
  const code = error.name === "Error" ? "" : `${error.name}: `;
  return new Error(`${doing}: ${code}${error.message}`, { cause: error });
}
