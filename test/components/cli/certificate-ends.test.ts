import { isDue, listCertificateEnds, renderCertificateEnds } from "../../../components/cli/certificate-ends";
import { renderStackStatus } from "../../../components/cli/status";

const now = new Date("2026-11-26T12:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000 + 1000).toISOString();

describe("certificates in a status", () => {
  const certificatesExpireAt = {
    ...{ "HAProxy tier": inDays(60), node1: inDays(29), node2: inDays(59), node3: inDays(-2) },
    "private root": inDays(10),
  };
  const ends = listCertificateEnds({ certificatesExpireAt }, now);

  it("are those that end within 60 days, the first one first", () => {
    expect(ends.map(({ name, daysLeft }) => [name, daysLeft])).toEqual([
      ["node3", -2],
      ["private root", 10],
      ["node1", 29],
      ["node2", 59],
    ]);
    expect(ends.map(isDue)).toEqual([true, true, true, false]);
  });

  it("are a line each, with what to do", () => {
    expect(renderCertificateEnds(ends)).toEqual([
      `warning: the certificate of node3 has ended, on ${inDays(-2)}: \`pulumi up\` makes a new one`,
      `warning: the certificate of private root ends in 10 days, on ${inDays(10)}: raise its generation (docs/certificates.md)`,
      `warning: the certificate of node1 ends in 29 days, on ${inDays(29)}: \`pulumi up\` makes a new one`,
      `warning: the certificate of node2 ends in 59 days, on ${inDays(59)}: a \`pulumi up\` in its last 30 days makes a new one`,
    ]);
    const text = renderStackStatus("prod", { nodes: [], unreachable: [] }, [], ends);
    expect(text.split("\n").at(-1)).toMatch(/^warning: the certificate of node2 /);
  });

  it("are spoken of from 30 days before their end where they were given, and no `up` makes a new one", () => {
    const given = { "load balancer (given)": inDays(29), "node1 (given)": inDays(31) };
    expect(renderCertificateEnds(listCertificateEnds({ certificatesExpireAt: given }, now))).toEqual([
      `warning: the certificate of load balancer (given) ends in 29 days, on ${inDays(29)}: set a new one (docs/certificates.md)`,
    ]);
  });

  it.each([{}, { certificatesExpireAt: "soon" }, { certificatesExpireAt: { node1: 7, node2: "soon" } }])(
    "are none where a stack says nothing that can be read: %j",
    (outputs) => expect(listCertificateEnds(outputs, now)).toEqual([]),
  );
});
