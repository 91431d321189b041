import { readPlannedChange } from "../../../components/cli/planned-change";
import { renderChange } from "../../../components/cli/render-change";
import { renderMarkdown } from "../../../components/cli/render-markdown";
import { readResources } from "../../../components/cli/stack-access";
import type { PlanNote } from "../../../components/rolling/plan-file";
import { privateKey } from "../../../sandbox/providers/tls/private-key";
import { selfSignedCert } from "../../../sandbox/providers/tls/self-signed-cert";
import { make } from "../../sandbox/providers/tls/issue";
import { examplePlan } from "./example-change";

const now = new Date();
const urn = (name: string) => `urn:pulumi:prod::wso2::tls:index/locallySignedCert:LocallySignedCert::${name}`;
const lines = (...notes: PlanNote[]) => notes.map((note) => `${JSON.stringify(note)}\n`).join("");
const run = (digest: object, code = 0) => ({ stdout: JSON.stringify(digest), stderr: "", code });

describe("readPlannedChange", () => {
  it("puts together what the preview, the program and the state say", async () => {
    const plan = examplePlan(2);
    const { privateKeyPem } = await make(privateKey, { algorithm: "ECDSA", ecdsaCurve: "P256" });
    const { certPem, validityEndTime = "" } = await make(selfSignedCert, {
      privateKeyPem,
      subject: { commonName: "test root" },
      dnsNames: ["node1.internal"],
      validityPeriodHours: 14 * 24 + 12,
      allowedUses: ["server_auth"],
    });
    const resources = readResources({
      deployment: {
        resources: [
          { urn: urn("node1"), type: "tls:index/locallySignedCert:LocallySignedCert", outputs: { certPem } },
          // The same once more, where it is used.
          {
            urn: urn("edge"),
            type: "aws:iam/serverCertificate:ServerCertificate",
            outputs: { certificateBody: certPem },
          },
        ],
      },
    });
    const notes = lines(
      { kind: "unreachable", balancers: [{ balancer: "haproxy1", reason: "refused" }] },
      { kind: "group", group: "wso2-prod", first: false },
      { kind: "roll", plan },
      { kind: "group", group: "other", first: true },
      { kind: "group", group: "third", first: false },
    );
    const digest = { changeSummary: { replace: 4, same: 9 }, steps: [{ op: "replace", urn: urn("node1") }] };
    expect(readPlannedChange("prod", run(digest), notes, resources, now)).toEqual({
      stack: "prod",
      changes: { replace: 4, same: 9 },
      groups: [
        { group: "wso2-prod", standing: "planned", plan },
        { group: "other", standing: "first" },
        { group: "third", standing: "unknown" },
      ],
      unreachable: [{ balancer: "haproxy1", reason: "refused" }],
      certificates: [
        {
          name: "node1",
          for: "node1.internal",
          issuer: "test root",
          validUntil: new Date(validityEndTime).toISOString(),
          daysLeft: 14,
          renewed: true,
        },
      ],
      errors: [],
    });
  });

  it("tells groups in the order in which they go, and a balancer of two groups once", () => {
    const refused = { balancer: "haproxy1", reason: "refused" };
    const notes = lines(
      { kind: "unreachable", balancers: [refused] },
      { kind: "group", group: "api", first: false, after: ["identity"] },
      { kind: "unreachable", balancers: [refused] },
      { kind: "group", group: "identity", first: true },
    );
    const change = readPlannedChange("prod", run({}), notes, [], now);
    expect(change.groups).toEqual([
      { group: "identity", standing: "first" },
      { group: "api", standing: "unknown", after: ["identity"] },
    ]);
    expect(change.unreachable).toEqual([refused]);
    const order = "1. identity (first deployment), 2. api (not known beforehand)";
    for (const text of [renderChange(change), renderMarkdown(change)]) expect(text).toContain(order);
  });

  it("has the engine's errors when there is no preview, and its words when there is no JSON", () => {
    const errors = {
      diagnostics: [{ severity: "error", message: "<{%reset%}>wso2:batch: got 9<{%reset%}>\n" }],
    };
    expect(readPlannedChange("prod", run(errors, 255), "", [], now).errors).toEqual(["wso2:batch: got 9"]);
    const silent = { stdout: "", stderr: "error: no stack named 'prod' found\n", code: 255 };
    expect(readPlannedChange("prod", silent, "", [], now).errors).toEqual([
      "error: no stack named 'prod' found",
    ]);
    expect(readPlannedChange("prod", { stdout: "", stderr: "", code: 255 }, "", [], now).errors).toEqual([
      "pulumi preview ended with status 255",
    ]);
  });
});

describe("readResources", () => {
  it("has secrets in clear, and leaves out those that are encrypted", () => {
    const secret = (content: object) => ({
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      ...content,
    });
    const [resource] = readResources({
      deployment: {
        resources: [
          {
            urn: "u",
            type: "t",
            inputs: { stdin: secret({ plaintext: '"{}"' }), other: secret({ ciphertext: "v1:x" }) },
          },
        ],
      },
    });
    expect(resource?.inputs).toEqual({ stdin: "{}", other: undefined });
  });
});
