import type { PairFacts } from "../../../components/failover-pair/pair-model";

/** A pair whose machines run, as most tests need it. */
export function examplePair(facts: Partial<PairFacts> = {}): PairFacts {
  return {
    name: "wso2-dev",
    region: "us-east-1",
    machines: [
      { name: "haproxy1", address: "10.42.32.4", instanceId: "i-0a" },
      { name: "haproxy2", address: "10.42.32.5", instanceId: "i-0b" },
    ],
    address: { kind: "secondary", ip: "10.42.32.200" },
    ports: [80, 443],
    readinessPort: 8405,
    ...facts,
  };
}
