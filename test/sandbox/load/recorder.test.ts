import { planLoad } from "../../../sandbox/load/options";
import { type Outcome, Recorder } from "../../../sandbox/load/recorder";

const plan = planLoad({
  url: "https://127.0.0.1/",
  host: "wso2.example",
  caFile: "/ca.pem",
  seconds: 1,
  ratePerSec: 1,
});
const answer = { node: "node1", version: "1.0" } as Outcome["answer"];

test("the report's latencies are those of answers that nobody asked to be slow", () => {
  const recorder = new Recorder(plan, () => 0);
  recorder.record({ kind: "session", isPost: false, latencyMs: 20, answer });
  recorder.record({ kind: "fresh", isPost: false, latencyMs: 40, answer });
  recorder.record({ kind: "slow", isPost: false, latencyMs: 1500, answer });
  const failure = { cause: "timeout", detail: "", method: "GET", path: "/", servedBy: null };
  recorder.record({
    kind: "session",
    isPost: false,
    latencyMs: 9000,
    failure: { ...failure, reusedConnection: false },
  });
  const { latencyMs } = recorder.report(new Date(0), false);
  expect(Math.round(latencyMs?.max ?? 0)).toBe(40);
});
