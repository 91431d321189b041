import execa from "execa";
import { endStragglers } from "../../../sandbox/cli/stragglers";

const sleeper = (mark: string) =>
  execa("sleep", ["60"], { env: { WSO2_TEST_MARK: mark }, reject: false, stdin: "ignore" });

it("ends the processes that carry the mark, and no other", async () => {
  const marked = sleeper("one");
  const other = sleeper("one-more");
  const said: string[] = [];
  await endStragglers("WSO2_TEST_MARK=one", (line) => said.push(line));
  expect((await marked).signal).toBe("SIGTERM");
  expect(said).toEqual([`ending what was left running: processes ${marked.pid}`]);
  expect(other.exitCode).toBeNull();
  other.kill();
  await other;
});

it("says nothing when there is none", async () => {
  const said: string[] = [];
  await endStragglers("WSO2_TEST_MARK=none", (line) => said.push(line));
  expect(said).toEqual([]);
});
