import type { ContentPlan, RsyncPlan } from "../../../components/content-sync/content-plan";
import { ContentSync } from "../../../components/content-sync/content-sync";
import { planIdentityServer } from "../../../components/nodes/identity-server/plan-identity-server";
import { digestService, planService, type ServiceFacts } from "../../../components/nodes/plan-service";
import { planShapes } from "../../../components/program/plan-schemas";
import { planLimits } from "../../../components/rolling/limits";
import { Mocks, runWithMocks } from "../../support/mocks";
import { passwords } from "../nodes/api-manager/example";
import { exampleTarget } from "../program/example-plans";

const product = planIdentityServer("7.1.0", { hostname: "id.example.com", apart: true });
const shared = { certificatePem: "shared certificate", privateKeyPem: "shared key" };

const content: ContentPlan = {
  ...{ service: "identity-server", node: "is2", folders: ["repository/tenants"] },
  rsync: {
    ...{ writer: "is1", port: 8731, watch: "inotify", intervalSec: 10, settleSec: 2, maxLagSec: 120 },
    peers: [{ name: "is1", address: "10.0.1.10", port: 8731 }],
    ...{ readerKey: "reader", readerPublicKey: "reader.pub" },
    ...{ sourceKey: "source", sourcePublicKey: "source.pub" },
  },
};
const facts: ServiceFacts = {
  ...{ node: "is2", target: exampleTarget, product, serviceName: "id.internal", passwords, shared },
  ...{ certificatePem: "certificate", privateKeyPem: "key", caPem: "root", javaOpts: "" },
  ...{ limits: planLimits({}), content },
};

describe("ContentSync", () => {
  it("makes two keys, and plans each node", async () => {
    const mocks = new Mocks();
    const plan = await runWithMocks(mocks, () => {
      const nodes = { is1: "10.0.1.10", is2: "10.0.1.11" };
      const sync = new ContentSync("is-content", { product, nodes, writer: "is2", port: 9000 });
      return new Promise<ContentPlan>((resolve) => {
        sync.plan("is1").apply(resolve);
      });
    });
    expect(mocks.resources()).toEqual([
      "tls:index/privateKey:PrivateKey is-content-reader",
      "tls:index/privateKey:PrivateKey is-content-source",
    ]);
    expect(plan).toMatchObject({
      ...{ service: "identity-server", node: "is1" },
      folders: ["repository/deployment/server/userstores", "repository/tenants"],
      rsync: { writer: "is2", port: 9000, peers: [{ name: "is2", address: "10.0.1.11", port: 9000 }] },
    });
  });

  it("fails before anything is registered", async () => {
    const mocks = new Mocks();
    await expect(
      runWithMocks(
        mocks,
        () => void new ContentSync("content", { product, nodes: { is1: "a" }, writer: "is3" }),
      ),
    ).rejects.toThrow(/ContentSync content:\n {2}writer: got "is3"; one of is1 is needed/);
    expect(mocks.resources()).toEqual([]);
  });
});

describe("a node with common content", () => {
  const plan = planService(facts);

  it("has it in its plan, and its unit sees the common folders in the product's places", () => {
    expect(planShapes.start(plan, "")).toEqual(plan);
    expect(plan.install?.content).toEqual(content);
    expect(plan.install?.unitText).toContain(
      "\nBindPaths=/var/lib/wso2-content/identity-server/live/repository/tenants:/opt/wso2/wso2is-7.1.0/repository/tenants\n",
    );
    expect(planService({ ...facts, content: undefined }).install?.unitText).not.toContain("BindPaths");
  });

  it("is rolled by another writer, and not by another node beside it", () => {
    const digest = (change: object) =>
      digestService(
        planService({
          ...facts,
          content: { ...content, rsync: { ...content.rsync, ...change } as RsyncPlan },
        }),
      );
    expect(digest({ peers: [] })).toBe(digestService(plan));
    expect(digest({ writer: "is2" })).not.toBe(digestService(plan));
    expect(digestService(planService({ ...facts, content: undefined }))).not.toBe(digestService(plan));
  });
});
