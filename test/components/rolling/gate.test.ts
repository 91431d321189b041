import { gate } from "../../../components/rolling/gate";
import type { GatePlan } from "../../../components/rolling/gate-plan";
import { fakeContext } from "./membership/fake-balancer";

let served: string[] = [];
jest.mock("../../../components/rolling/membership/find-served", () => ({
  findServed: async () => new Set(served),
}));

const plan: GatePlan = {
  batch: 1,
  nodes: ["node1", "node2"],
  rollId: "ab12cd34",
  approveWith: "`pulumi config set wso2:approvedRoll` with that id",
  later: [{ node: "node3", members: [] }],
};

describe("gate", () => {
  it.each<[string, Partial<GatePlan>, string[]]>([
    ["this very roll is approved", { approved: "ab12cd34" }, ["node3"]],
    ["no later node has ever served", {}, []],
  ])("opens when %s", async (_, change, nodes) => {
    served = nodes;
    await expect(gate(fakeContext(), { ...plan, ...change })).resolves.toEqual({
      batch: 1,
      rollId: "ab12cd34",
    });
  });

  it.each([
    [undefined, "saw none"],
    ["", "saw none"],
    ["99999999", "saw approval of 99999999, another roll"],
  ])("fails when %j is approved, and says how to go on or back", async (approved, seen) => {
    served = ["node3"];
    const failed = gate(fakeContext(), { ...plan, approved });
    await expect(failed).rejects.toThrow(`gate after batch 1: expected approval of roll ab12cd34, ${seen}`);
    await expect(failed).rejects.toMatchObject({
      failure: {
        next: "look at node1, node2, which serve the new state; then `pulumi config set wso2:approvedRoll` with that id and `pulumi up` goes on. With the old values, `pulumi up` goes back",
      },
    });
  });
});
