import { parseServiceState } from "../../../../../components/rolling/program/product/service-state";

/** Of systemd 252 and iproute2 6.1. */
const running = `MainPID=1234
NRestarts=2
LoadState=loaded
ActiveState=active
LISTEN 0      4096   0.0.0.0:22         0.0.0.0:*
LISTEN 0      100    *:8253             *:*
LISTEN 0      100    [::ffff:127.0.0.1]:9201   *:*
LISTEN 0      100    127.0.0.1:18290    0.0.0.0:*
`;

describe("parseServiceState", () => {
  it("reads the unit and which of the ports are open", () => {
    expect(parseServiceState(running, [8253, 8290, 9201])).toEqual({
      loaded: true,
      active: "active",
      mainPid: 1234,
      restarts: 2,
      openPorts: [8253, 9201],
    });
  });

  it("reads a unit that does not exist", () => {
    const text = "MainPID=0\nNRestarts=0\nLoadState=not-found\nActiveState=inactive\n";
    expect(parseServiceState(text, [8253])).toEqual({
      loaded: false,
      active: "inactive",
      mainPid: 0,
      restarts: 0,
      openPorts: [],
    });
  });
});
