import { checkJava } from "../../../components/nodes/check-java";
import { planIntegrator } from "../../../components/nodes/integrator/plan-integrator";

it.each([
  ["4.2.0", "debian-12-amd64-20250316-2053", true],
  ["4.3.0", "debian-12-amd64-20250316-2053", true],
  ["4.2.0", "debian-13-amd64-20251117-2299", false],
  ["4.3.0", "debian-13-arm64-20251117-2299", false],
  ["4.4.0", "debian-13-amd64-20251117-2299", true],
  ["4.10.0", "debian-13-amd64-20251117-2299", true],
  ["4.3.0", "ami-0123", true],
  ["4.3.0", "ubuntu-noble-24.04", true],
])("Micro Integrator %s on %s: %s", (version, image, starts) => {
  expect(checkJava(planIntegrator(version), image).length === 0).toBe(starts);
});

it("says which Java, and what to take instead", () => {
  expect(checkJava(planIntegrator("4.3.0"), "debian-13-amd64-20251117-2299")).toEqual([
    {
      propertyPath: "ami",
      reason:
        'got "debian-13-amd64-20251117-2299", which has Java 21; wso2mi 4.3.0 ends at once on one newer than 17: take an image of a Debian before, or a newer version of the product first',
    },
  ]);
});
