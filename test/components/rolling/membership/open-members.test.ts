import { ConnectError } from "../../../../components/remote/ssh/connect-error";
import { leave } from "../../../../components/rolling/membership/leave";
import { openMembers } from "../../../../components/rolling/membership/open-members";
import { exampleMembership, exampleTarget } from "../../program/example-plans";
import { fakeContext } from "./fake-balancer";

const { members } = exampleMembership;
const noAnswer = new ConnectError(exampleTarget, "network", "an SSH connection", "no answer within 5 s");

/** @param there Of the two balancers, those that answer. */
function contextWith(there: readonly string[], failure = noAnswer) {
  const lines: string[] = [];
  const context = fakeContext();
  const open = async (_context: unknown, { balancer }: { balancer: string }) => {
    if (!there.includes(balancer)) throw failure;
    return { balancer, facts: async () => ({ servers: [], records: [] }) };
  };
  return {
    lines,
    context: {
      ...context,
      missingHostSkipped: true,
      report: { ...context.report, line: (...words: string[]) => lines.push(words.join(" ")) },
      rooms: { ...context.rooms, balancers: [{ kind: "haproxy", open }] },
    } as unknown as typeof context,
  };
}

describe("balancers that can't be reached, with WSO2_ROLL_MISSING_HOST=skip", () => {
  it("are skipped, and named, while another one answers", async () => {
    const { context, lines } = contextWith(["haproxy1"]);
    expect((await openMembers(context, "node1", members)).map(({ balancer }) => balancer)).toEqual([
      "haproxy1",
    ]);
    expect(lines).toEqual(["node1 reach SKIPPED, can't be reached: haproxy2 (no answer within 5 s)"]);
  });

  it("are no proof that a node has left where none of them answers", async () => {
    const { context, lines } = contextWith([]);
    await expect(leave(context, exampleMembership)).rejects.toThrow(
      /node1: reach every balancer: expected at least one .*, saw no answer of haproxy1 .*, haproxy2 .*: whether the node is in service there, nobody can say/,
    );
    expect(lines).toEqual([]);
  });

  it.each([
    ["its SSH server does not answer", "server", "Not allowed at this time", "see why", "see why"],
    ["nothing listens there", "network", "connect ECONNREFUSED 10.0.0.2:22", undefined, /^start sshd where/],
    [
      "a jump host sees that nothing listens",
      "network",
      "Connection refused",
      undefined,
      /^start sshd where/,
    ],
  ] as const)("are not skipped where the machine is there and %s", async (_, stage, seen, next, said) => {
    const failure = new ConnectError(exampleTarget, stage, "an SSH server", seen, next);
    const { context, lines } = contextWith(["haproxy1"], failure);
    await expect(openMembers(context, "node1", members)).rejects.toMatchObject({
      failure: { seen: `none to haproxy2 (${seen})`, next: expect.stringMatching(said) },
    });
    expect(lines).toEqual([]);
  });
});
