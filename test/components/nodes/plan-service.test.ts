import { planApiManager } from "../../../components/nodes/api-manager/plan-api-manager";
import { planMicroIntegrator } from "../../../components/nodes/integrator/micro-integrator";
import { digestService, planService, type ServiceFacts } from "../../../components/nodes/plan-service";
import { Wso2Workload } from "../../../components/nodes/wso2-workload";
import { planShapes } from "../../../components/program/plan-schemas";
import { planLimits } from "../../../components/rolling/limits";
import { exampleTarget } from "../program/example-plans";
import { passwords, settings } from "./api-manager/example";
import { valueAt } from "./toml-facts";

const product = planApiManager("4.5.0", settings);
const shared = { certificatePem: "shared certificate", privateKeyPem: "shared key" };
const facts: ServiceFacts = {
  ...{ node: "node1", target: exampleTarget, product, serviceName: "apim.internal", passwords },
  ...{ certificatePem: "certificate", privateKeyPem: "key", caPem: "root", javaOpts: "", shared },
  ...{ limits: planLimits({}), members: ["10.0.1.10", "10.0.1.11"] },
};

describe("a product whose nodes have a key in common", () => {
  it("gets it as a second key store, and its certificate into the trust store", () => {
    const { install } = planService(facts);
    expect(install?.sharedKeystore).toEqual({
      ...{ path: "repository/resources/security/shared.jks", type: "JKS", alias: "wso2carbon" },
      ...{ password: "key-pass", ...shared, caPem: "root" },
    });
    expect(install?.truststore.certificates).toEqual({
      "private-root": "root",
      gateway_certificate_alias: "shared certificate",
    });
  });

  it("is started with all of its plan, and by the name and the root that the balancers verify", () => {
    const plan = planService(facts);
    expect(planShapes.start(plan, "")).toEqual(plan);
    expect(plan.alsoReady?.map((each) => ("caPem" in each ? each.caPem : each.port))).toEqual([
      ...["root", "root"],
      ...[5672, 9611, 9711],
    ]);
    expect(plan.ports).toEqual([9443, 9763, 8243, 8280, 8099, 9099, 8021, 9021, 5672, 8672, 9611, 9711]);
  });

  it("is refused without the key, before anything is registered", () => {
    const args = { product, authority: {} as never, serviceName: "apim.internal", passwords };
    expect(() => new Wso2Workload({ ...args, sha256: "unverified" })).toThrow(/sharedCertificate/);
    expect(new Wso2Workload({ ...args, sha256: "unverified", sharedCertificate: shared }).version).toBe(
      "4.5.0",
    );
  });
});

describe("addresses of other groups", () => {
  it("reach a product's files", () => {
    const peers = { controlPlaneHostname: "cp.example.com" };
    const gateway = planApiManager("4.5.0", { ...settings, profile: "gateway", peers });
    const told = { controlPlanes: ["10.0.3.1"], trafficManagers: ["10.0.3.2"] };
    const [file] = planService({ ...facts, product: gateway, peers: told }).install?.files ?? [];
    expect(valueAt(file?.content ?? "", "apim.event_hub.event_listening_endpoints")).toEqual([
      "tcp://10.0.3.1:5672",
    ]);
  });
});

describe("a product's own arguments of the JVM", () => {
  it("come before the operator's, and leave the unit of others as it was", () => {
    const traffic = planApiManager("4.4.0", {
      ...{ ...settings, profile: "traffic-manager" },
      peers: { controlPlaneHostname: "cp.example.com", controlPlanes: ["10.0.3.1"] },
    });
    const unitOf = (change: Partial<ServiceFacts>) => planService({ ...facts, ...change }).install?.unitText;
    expect(unitOf({ product: traffic, javaOpts: "-Dx=1" })).toContain(
      'Environment="JAVA_OPTS=-Dprofile=traffic-manager -Dx=1"',
    );
    expect(unitOf({ product: planMicroIntegrator("4.4.0"), javaOpts: "" })).toContain(
      'Environment="JAVA_OPTS="',
    );
  });

  it("leave the digest of a Micro Integrator as it was", () => {
    const integrator = planService({ ...facts, product: planMicroIntegrator("4.4.0"), shared: undefined });
    const keys = Object.keys(integrator.install ?? {});
    expect(keys).not.toContain("sharedKeystore");
    expect(Object.keys(integrator)).not.toContain("alsoReady");
    expect(digestService(integrator)).toBe("27cda3b5ceaf");
  });
});
