import { bringNeedsOf } from "../../../../components/nodes/live/libraries";
import { stage } from "../../../../components/nodes/live/stage";
import { stageAhead } from "../../../../components/nodes/live/stage-ahead";
import { tryInstall } from "../../../../components/nodes/live/trial";
import { checkMachines } from "../../../../components/remote/check-machine";
import { RollError } from "../../../../components/remote/roll-error";
import { ConnectError } from "../../../../components/remote/ssh/connect";
import type { SshTarget } from "../../../../components/remote/ssh-target";
import type { RollContext } from "../../../../components/rolling/context";
import { findServed } from "../../../../components/rolling/membership/find-served";
import { exampleInstall } from "../../program/example-plans";

jest.mock("../../../../components/rolling/membership/find-served");
jest.mock("../../../../components/nodes/live/libraries");
jest.mock("../../../../components/nodes/live/stage");
jest.mock("../../../../components/remote/check-machine");
jest.mock("../../../../components/nodes/live/trial", () => ({
  ...jest.requireActual("../../../../components/nodes/live/trial"),
  tryInstall: jest.fn(),
}));

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
  beforeEach(() => jest.mocked(checkMachines).mockResolvedValue([]));

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

  it("fails for what some nodes can't be given and others lack, all in one error", async () => {
    jest.mocked(findServed).mockResolvedValue(new Set());
    jest.mocked(stage).mockResolvedValue({ staged: false } as never);
    const of = (connection: unknown) => (connection as { target: SshTarget }).target.name;
    jest.mocked(bringNeedsOf).mockImplementation(async (_, connection) => {
      if (of(connection) === "node9") return;
      throw new RollError({ step: "bring tool.jar", expected: "the jar", seen: "no such file" });
    });
    jest.mocked(tryInstall).mockResolvedValue(["no program openssl"]);
    const context = {
      pool: { connect: async (target: SshTarget) => ({ target }) },
      report: { line: () => {} },
    } as unknown as RollContext;
    const two = targets.slice(0, 2).map((target) => ({ target, members: [], install: exampleInstall }));
    await expect(stageAhead(context, { distribution, nodes: two })).rejects.toThrow(
      /saw 2 problems: (?=.*node9: no program openssl)(?=.*node8: bring tool\.jar: expected the jar, saw no such file)/,
    );
  });
});
