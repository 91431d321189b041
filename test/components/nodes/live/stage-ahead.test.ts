import { stageAhead } from "../../../../components/nodes/live/stage-ahead";
import { ConnectError } from "../../../../components/remote/ssh/connect";
import type { SshTarget } from "../../../../components/remote/ssh-target";
import type { RollContext } from "../../../../components/rolling/context";
import { findServed } from "../../../../components/rolling/membership/find-served";

jest.mock("../../../../components/rolling/membership/find-served");

const targets = Array.from({ length: 9 }, (_, index) => ({
  name: `node${9 - index}`,
  host: `10.0.0.${index}`,
  user: "admin",
  privateKey: "key",
  hostKey: "ssh-ed25519 AAAA",
}));
const nodes = targets.map((target) => ({ target, members: [] }));
const distribution = {
  source: "file:///x.zip",
  name: "x-1",
  directory: "/opt",
  owner: "x",
  timeoutSec: 60,
};

/** No machine answers, and the first refusal comes only when all of them have been asked. */
function contextWithoutMachines(): RollContext {
  let asked = 0;
  let allAsked = () => {};
  const all = new Promise<void>((resolve) => {
    allAsked = resolve;
  });
  const connect = async (target: SshTarget) => {
    asked += 1;
    if (asked === targets.length) allAsked();
    await all;
    throw new ConnectError(target, "network", "an answer", "none");
  };
  return { pool: { connect }, report: { line: () => {} } } as unknown as RollContext;
}

describe("stageAhead", () => {
  it("asks all machines at once whether they are there yet", async () => {
    jest.mocked(findServed).mockResolvedValue(new Set());
    const plan = { distribution, nodes };
    expect(await stageAhead(contextWithoutMachines(), plan)).toEqual({
      name: "x-1",
      staged: [],
      absent: targets.map(({ name }) => name).sort(),
    });
  });

  it("fails when a machine that has served is not there", async () => {
    jest.mocked(findServed).mockResolvedValue(new Set(["node4"]));
    const plan = { distribution, nodes };
    await expect(stageAhead(contextWithoutMachines(), plan)).rejects.toThrow(/node4: connect to 10\.0\.0\.5/);
  });
});
