import { monit } from "../../../../../components/nodes/live/managers/monit";

const { parseState } = monit({ manager: "monit", name: "slow" });

/** What `monit -B status slow` of 5.33.0 printed. */
const recorded = (status: string, monitoring: string, pid?: number) => `Monit 5.33.0 uptime: 2m

Process 'slow'
  status                       ${status}
  monitoring status            ${monitoring}
  monitoring mode              active
  on reboot                    start
${
  pid
    ? `  pid                          ${pid}
  parent pid                   1
  uid                          0
  uptime                       0m
  memory total                 0.0% [3.2 MB]
`
    : ""
}  data collected               Wed, 25 Nov 2026 19:53:30

`;

describe("monit", () => {
  it.each([
    ["runs", recorded("OK", "Monitored", 6389), { phase: "running", pid: 6389, words: "monit: OK" }],
    [
      "of an older monit runs",
      recorded("Running", "Monitored", 6389),
      { phase: "running", pid: 6389, words: "monit: Running" },
    ],
    [
      "is to be stopped at monit's next look",
      recorded("OK - stop pending", "Monitored", 6389),
      { phase: "stopping", pid: 6389, words: "monit: OK - stop pending" },
    ],
    [
      "is to be started at monit's next look",
      recorded("Not monitored - start pending", "Not monitored"),
      { phase: "starting", words: "monit: Not monitored - start pending" },
    ],
    [
      "was stopped",
      recorded("Not monitored", "Not monitored"),
      { phase: "stopped", words: "monit: Not monitored" },
    ],
    [
      "did not end in time and is monitored no more",
      `${recorded("Not monitored", "Not monitored")}alive 6389\n`,
      { phase: "stopping", pid: 6389, words: "monit: Not monitored" },
    ],
    [
      "died and will be started by monit",
      recorded("Does not exist", "Monitored"),
      { phase: "starting", words: "monit: Does not exist" },
    ],
    [
      "nobody has looked at yet",
      recorded("Initializing", "Initializing"),
      { phase: "starting", words: "monit: Initializing" },
    ],
    [
      "monit could not start",
      recorded("Execution failed | Does not exist", "Monitored"),
      { phase: "starting", words: "monit: Execution failed | Does not exist" },
    ],
    [
      "monit does not know",
      "Service 'slow' not found\n",
      { phase: "stopped", words: "monit knows no such service" },
    ],
  ])("reads a service that %s", (_, text, state) => {
    expect(parseState(text)).toEqual(state);
  });
});
