/** PLACEHOLDER until the status command lands */
export async function nodesOutOfService(): Promise<string[]> {
  return [];
}
