import { systemd } from "../../../../../components/nodes/live/managers/systemd";

const { parseState } = systemd({ manager: "systemd", name: "app.service" });

/** `systemctl show` of systemd 252. */
const show = (active: string, pid = 0, restarts = 0, load = "loaded") =>
  `MainPID=${pid}\nNRestarts=${restarts}\nLoadState=${load}\nActiveState=${active}\n`;

describe("systemd", () => {
  it.each([
    ["runs", show("active", 1234), { phase: "running", pid: 1234, words: "unit active" }],
    [
      "was restarted",
      show("active", 1234, 2),
      { phase: "running", pid: 1234, words: "unit active, restarted 2 times" },
    ],
    ["reloads", show("reloading", 1234), { phase: "running", pid: 1234, words: "unit reloading" }],
    ["waits for its restart", show("activating"), { phase: "starting", words: "unit activating" }],
    ["is ending", show("deactivating", 7), { phase: "stopping", pid: 7, words: "unit deactivating" }],
    ["has ended", show("inactive"), { phase: "stopped", words: "unit inactive" }],
    ["was given up", show("failed"), { phase: "failed", words: "unit failed" }],
    [
      "does not exist",
      show("inactive", 0, 0, "not-found"),
      { phase: "stopped", words: "no such unit (not-found)" },
    ],
  ])("reads a unit that %s", (_, text, state) => {
    expect(parseState(text)).toEqual(state);
  });
});
