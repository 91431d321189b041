import { apiManagerMappings } from "../../../components/apache/default-mappings";
import { planApacheService } from "../../../components/apache/plan-service";
import { digestService } from "../../../components/nodes/plan-service";
import { planShapes } from "../../../components/program/plan-schemas";
import { exampleTarget } from "../program/example-plans";
import { exampleSite } from "./example";

const facts = {
  target: exampleTarget,
  ...{ certificatePem: "certificate", privateKeyPem: "key", caPem: "ca" },
  limits: { startTimeoutSec: 60, stopTimeoutSec: 90 },
};
const tls = { certificatePath: "/etc/apache2/wso2-site.pem", keyPath: "/etc/apache2/wso2-site.key" };

describe("planApacheService", () => {
  const plan = planApacheService({ ...exampleSite, tls }, facts);

  it("is a plan that the program takes", () => {
    expect(planShapes.start(plan, "")).toEqual(plan);
  });

  it("writes a key that root alone can read, before it asks apachectl", () => {
    expect(plan.change?.files.map(({ path, mode }) => [path, mode])).toEqual([
      ["/etc/apache2/wso2-site.pem", "644"],
      ["/etc/apache2/wso2-site.key", "600"],
      ["/etc/apache2/wso2-nodes-ca.pem", "644"],
      ["/etc/apache2/apache2.conf", "644"],
    ]);
    expect(plan.change?.script?.text).toMatch(/^apachectl configtest$/m);
  });

  it("is ready when Apache answers by the site's own name", () => {
    expect(plan.readiness).toEqual({
      ...{
        scheme: "https",
        port: 443,
        path: "/wso2-front-ready",
        host: "sso.example.com",
        expectStatus: 200,
      },
    });
  });

  it("rolls for another mapping, and not for another time limit", () => {
    const mappings = [...apiManagerMappings, { from: "/apim-internal", to: "/internal" }];
    const products = { apim: { ...exampleSite.products.apim, mappings } } as typeof exampleSite.products;
    const other = planApacheService({ ...exampleSite, products, tls }, facts);
    const slower = planApacheService(
      { ...exampleSite, tls },
      { ...facts, limits: { startTimeoutSec: 1, stopTimeoutSec: 1 } },
    );
    expect(digestService(other)).not.toBe(digestService(plan));
    expect(digestService(slower)).toBe(digestService(plan));
  });
});
