/** Where a node keeps a jar that it was given: in the folder of the zips, which only root sees. */
export function jarPath(sha256: string): string {
  return `/var/cache/pulumi-wso2/${sha256}.jar`;
}
