import fc from "fast-check";

/** A check that every product could have. */
export const tierCheck = {
  scheme: "https",
  path: "/health",
  host: "n.example",
  intervalSec: 2,
  fall: 3,
  rise: 2,
} as const;

const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,12}$/);
const host = fc.stringMatching(/^(\*\.)?[a-z][a-z0-9]{0,8}(\.[a-z][a-z0-9]{0,8}){1,2}$/);
const path = fc.stringMatching(/^(\/[A-Za-z0-9_.~-]{1,8}){1,3}\/?$/);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const sticky = fc.oneof(
  fc.record({ mode: fc.constantFrom("prefix" as const, "insert" as const), cookie: name }),
  fc.record({
    mode: fc.constant("table" as const),
    cookie: name,
    length: maybe(fc.integer({ min: 32, max: 600 })),
  }),
);
const ownPort = maybe(fc.constant(9201));
const http = fc.record({
  port: fc.constant(8243),
  nodes: maybe(fc.constantFrom(["node1"], ["node2"])),
  proxyProtocol: maybe(fc.boolean()),
  stickiness: maybe(sticky),
  timeouts: maybe(
    fc.array(
      fc.record({
        paths: fc.array(path, { minLength: 1, maxLength: 3 }),
        timeoutSec: fc.integer({ min: 1, max: 900 }),
      }),
      { maxLength: 2 },
    ),
  ),
  check: ownPort.map((port) => ({ ...tierCheck, ...(port ? { port } : {}) })),
});
const tcp = fc.record({
  ...{ port: fc.constant(8243), mode: fc.constant("tcp" as const), proxyProtocol: maybe(fc.boolean()) },
  check: ownPort.map((port) => ({ ...tierCheck, ...(port ? { port } : {}) })),
});
const limits = fc.record({
  ...{
    requests: maybe(fc.integer({ min: 1, max: 999 })),
    connections: maybe(fc.integer({ min: 1, max: 999 })),
  },
});
/** Frontends whose routes lead to backends that there are. */
export const anyTierInput = fc
  .tuple(
    fc.uniqueArray(
      name.map((each) => `h-${each}`),
      { maxLength: 3 },
    ),
    fc.uniqueArray(
      name.map((each) => `t-${each}`),
      { maxLength: 2 },
    ),
    fc.boolean(),
  )
  .chain(([ofHttp, ofTcp, hasEdge]) => {
    const route = (backends: string[], paths: fc.Arbitrary<string[] | undefined>) =>
      fc.record({
        ...{ hosts: fc.array(host, { minLength: 1, maxLength: 3 }), paths },
        backend: fc.constantFrom(...backends),
      });
    const web = (port: number) =>
      fc.record({
        ...{ port: fc.constant(port), tls: fc.boolean(), acceptProxy: fc.constant(hasEdge && port === 1443) },
        routes: fc.array(
          route(["console", ...ofHttp], maybe(fc.array(path, { minLength: 1, maxLength: 3 }))),
          { minLength: 1, maxLength: 4 },
        ),
        ...{ routesOnly: fc.boolean(), redirectToHttps: fc.boolean(), limits: maybe(limits) },
        hsts: maybe(fc.record({ maxAgeSec: fc.integer({ min: 1, max: 9e7 }) })),
      });
    const sni = fc.record({
      ...{ port: fc.constant(1445), mode: fc.constant("tcp" as const), routesOnly: fc.constant(true) },
      routes: fc.array(route(ofTcp.length > 0 ? ofTcp : ["none"], fc.constant(undefined)), {
        minLength: 1,
        maxLength: 3,
      }),
      limits: maybe(limits.map(({ connections }) => ({ connections }))),
    });
    return fc.record({
      frontends: fc.record({ web: web(1443), other: web(1444), ...(ofTcp.length > 0 ? { sni } : {}) }),
      backends: fc.record({
        ...Object.fromEntries(ofHttp.map((each) => [each, http])),
        ...Object.fromEntries(ofTcp.map((each) => [each, tcp])),
      }),
      edge: fc.constant(hasEdge ? { cidrs: ["10.0.0.0/8"], idleTimeoutSec: 60 } : undefined),
      ciphers: maybe(fc.constant("intermediate" as const)),
      statistics: maybe(fc.constant({ cidrs: ["10.1.0.0/16", "10.2.0.0/16"] })),
      metrics: maybe(fc.constant({ cidrs: ["10.1.0.0/16"] })),
      syslog: maybe(fc.constant({ address: "10.1.2.3" })),
    });
  });
