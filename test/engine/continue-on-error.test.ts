import * as command from "@pulumi/command";
import { freePort } from "../support/free-port";
import { type EngineFixture, openFixture } from "./fixture";
import { planLeave, rollProgram } from "./leave-plan";

/**
 * Pulumi never ends an update with `--continue-on-error` in which the delete of a replacement has failed: the steps
 * after it would have answered the program.
 */
let engine: EngineFixture;
let port: number;

beforeAll(async () => {
  engine = await openFixture("continue-on-error");
  port = await freePort();
  expect((await engine.up(membership("1"))).error).toBeUndefined();
}, 900_000);
afterAll(() => engine.remove());

test.each(["the option", "the environment"])("a leave that fails ends its update, with %s", async (by) => {
  if (by === "the environment") process.env.PULUMI_CONTINUE_ON_ERROR = "true";
  const options = by === "the option" ? { continueOnError: true } : {};
  const { error, lines } = await engine.up(membership("2"), options).finally(() => {
    delete process.env.PULUMI_CONTINUE_ON_ERROR;
  });
  expect(error).toContain("roll leave failed");
  expect(error).toContain("none to lb1");
  expect(lines.join("\n")).toContain("(pulumi/pulumi#16373): it is interrupted now");
  expect((await engine.up(membership("1"))).error).toBeUndefined();
});

/** A node's membership, and what hangs on it; the balancer is not there. */
function membership(trigger: string) {
  return async () => {
    const member = new command.local.Command(
      "membership",
      {
        create: ":",
        delete: `${rollProgram} leave`,
        stdin: JSON.stringify(planLeave(port)),
        triggers: [trigger],
      },
      { deleteBeforeReplace: true },
    );
    new command.local.Command("after", { create: ":", triggers: [member.id] }, { deleteBeforeReplace: true });
    return {};
  };
}
