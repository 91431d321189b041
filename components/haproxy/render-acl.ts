/** A condition for paths that begin so and end there or at a segment; Tomcat's `;jsessionid=` ends a segment, too. */
export function pathAcl(name: string, paths: readonly string[]): string[] {
  const plain = paths.map((path) => (path === "/" ? path : path.replace(/\/+$/, "")));
  const below = plain.flatMap((path) => (path === "/" ? ["/"] : [`${path}/`, `${path};`]));
  return [`acl ${name} path ${plain.join(" ")}`, `acl ${name} path_beg ${below.join(" ")}`];
}

/**
 * A condition for host names, upper and lower case alike.
 *
 * @param fetch What holds the asked name: `req.ssl_sni`, or the header without its port.
 */
export function hostAcl(name: string, fetch: string, hosts: readonly string[]): string[] {
  const exact = hosts.filter((host) => !host.startsWith("*."));
  const below = hosts.filter((host) => host.startsWith("*.")).map((host) => host.slice(1));
  return [
    ...(exact.length > 0 ? [`acl ${name} ${fetch} -m str -i ${exact.join(" ")}`] : []),
    ...(below.length > 0 ? [`acl ${name} ${fetch} -m end -i ${below.join(" ")}`] : []),
  ];
}
