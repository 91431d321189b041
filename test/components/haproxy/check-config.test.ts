import { findConfigProblems } from "../../../components/haproxy/check-config";
import type { HaproxyConfig } from "../../../components/haproxy/config-model";
import { exampleBackend, exampleConfig, withBackend } from "./example-config";

const { check } = exampleBackend;

describe("findConfigProblems", () => {
  it("finds none in the example", () => {
    expect(findConfigProblems(exampleConfig)).toEqual([]);
  });

  const cases: [HaproxyConfig, string][] = [
    [
      withBackend({ name: "PRD wso2" }),
      'backend.name: got "PRD wso2", allowed is 1 to 64 letters, digits and _ . : -',
    ],
    [
      withBackend({ servers: [{ name: "node1", address: "node1.example", port: 8243 }] }),
      'backend.servers[0].address: got "node1.example", allowed is an IPv4 address, which stays the node\'s own',
    ],
    [
      withBackend({ servers: [...exampleBackend.servers, ...exampleBackend.servers.slice(0, 1)] }),
      'backend.servers: got "node1", allowed is each value once',
    ],
    [{ ...exampleConfig, readinessPort: 443 }, "ports: got 443, allowed is each value once"],
    [
      { ...exampleConfig, frontends: [{ name: "ready", port: 80 }] },
      'frontends: got "ready", allowed is each value once',
    ],
    [withBackend({ tls: undefined }), 'backend.check.scheme: got "https", allowed is http without tls'],
    [
      withBackend({ check: { ...check, scheme: "http" } }),
      "backend.check.port: got undefined, allowed is a port of its own for a plain check of nodes that speak TLS",
    ],
    [
      withBackend({ check: { ...check, rise: 0 } }),
      "backend.check.rise: got 0, allowed is a whole number, at least 1",
    ],
    [
      withBackend({ check: { ...check, fastIntervalSec: 3 } }),
      "backend.check.fastIntervalSec: got 3, allowed is seconds, 0.1 to intervalSec (2)",
    ],
    [{ ...exampleConfig, trafficTimeoutSec: 0 }, "trafficTimeoutSec: got 0, allowed is seconds, more than 0"],
  ];
  it.each(cases)("fails with one problem that names the property, case %#", (config, problem) => {
    expect(findConfigProblems(config)).toEqual([problem]);
  });
});
