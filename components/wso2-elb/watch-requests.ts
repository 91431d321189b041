/**
 * Shell text that looks at an ELB's connections until each of these nodes has got a request, and prints the address of
 * each one at its first, and how often it has looked. A connection that has carried nothing is none: Axis2 tries a
 * joining member's ports by such.
 *
 * @param addresses The nodes', IPv4.
 */
export function renderWatch(
  addresses: readonly string[],
  ports: readonly number[],
  timeoutSec: number,
): string {
  const wanted = addresses.flatMap((address) =>
    ports.map((port) => `wanted["${address}:${port}"] = "${address}"`),
  );
  const filter = addresses.map((address) => `dst ${address}`).join(" or ");
  // Without its reader, ss fails, and the loop ends.
  return `timeout ${timeoutSec} sh -c 'while ss -Htni state connected "( ${filter} )"; do echo look; done' 2>/dev/null |
awk 'BEGIN { ${wanted.join("; ")}; missing = ${addresses.length} }
/^look$/ { looks++; next }
/^[^ \\t]/ { peer = $($1 ~ /^[0-9]+$/ ? 4 : 5); gsub(/^\\[::ffff:|\\]/, "", peer) }
/bytes_sent:[1-9]/ && peer in wanted && !(wanted[peer] in seen) {
  seen[wanted[peer]] = 1
  print wanted[peer]
  if (--missing == 0) exit
}
END { print "looks", looks + 0 }'`;
}

/** What that has printed. */
export function parseWatch(output: string): { readonly seen: ReadonlySet<string>; readonly looks: number } {
  const [, looks = "0"] = /^looks (\d+)$/m.exec(output) ?? [];
  return { seen: new Set(output.split("\n")), looks: Number(looks) };
}
