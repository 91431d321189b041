import {
  adminFlags,
  checkStatusWord,
  drainMask,
  hasChecks,
  maintMask,
  parseAdminFlags,
  parseCheckResult,
  parseOperation,
} from "../../../components/haproxy/server-words";

describe("srv_admin_state", () => {
  it("has HAProxy's own masks", () => {
    expect([maintMask, drainMask]).toEqual([0x23, 0x18]);
  });

  it.each(Object.entries(adminFlags))("knows the bit %s", (_, flag) => {
    expect(parseAdminFlags(String(flag))).toBe(flag);
  });

  it.each(["128", "256", "", "-", "x", undefined])("fails on %j", (text) => {
    expect(() => parseAdminFlags(text)).toThrow(
      /^srv_admin_state is ".*", which no HAProxy from 1.8 to 3.4 says$/,
    );
  });
});

describe("srv_op_state", () => {
  it.each([
    ["0", "stopped"],
    ["1", "starting"],
    ["2", "running"],
    ["3", "stopping"],
  ])("%s is %s", (text, operation) => {
    expect(parseOperation(text)).toBe(operation);
  });

  it.each(["4", "", "-", undefined])("fails on %j", (text) => {
    expect(() => parseOperation(text)).toThrow("srv_op_state is");
  });
});

describe("srv_check_state", () => {
  it.each([
    ["0", false],
    // Configured, and switched off over the socket.
    ["2", false],
    ["6", true],
    ["7", true],
    // Paused in maint.
    ["14", true],
  ])("%s: checks %s", (text, checked) => {
    expect(hasChecks(text)).toBe(checked);
  });
});

describe("status", () => {
  it.each([
    ...["UP", "UP 1/3", "DOWN", "DOWN 1/2", "DOWN (agent)", "NOLB", "NOLB 1/2", "no check"],
    ...["MAINT", "MAINT (via api/node1)", "MAINT (resolution)", "DRAIN", "DRAIN 1/3", "DRAIN (agent)"],
  ])("knows %s", (text) => {
    expect(() => checkStatusWord(text)).not.toThrow();
  });

  it.each(["", "OPEN", "FULL", "up", "UP!", "MAINT (moved)", "STOP"])("fails on %j", (text) => {
    expect(() => checkStatusWord(text)).toThrow(`status is ${JSON.stringify(text)}, which no HAProxy`);
  });
});

describe("check_status", () => {
  const passed = ["L4OK", "L6OK", "L7OK", "L7OKC", "PROCOK"];
  const failed = [
    ...["HANA", "SOCKERR", "L4TOUT", "L4CON", "L6TOUT", "L6RSP", "L7TOUT", "L7RSP", "L7STS", "PROCERR"],
    "PROCTOUT",
  ];
  const none = ["", "UNK", "INI", "CHECKED"];
  it.each([
    ...passed.map((text) => [text, "passed"]),
    ...failed.map((text) => [text, "failed"]),
    ...none.map((text) => [text, "none"]),
  ])("%s: %s, and the same while the next check is under way", (text, result) => {
    expect(parseCheckResult(text ?? "")).toBe(result);
    expect(parseCheckResult(`* ${text}`)).toBe(result);
  });

  it.each(["L8OK", "OK", "**L7OK", "toString"])("fails on %j", (text) => {
    expect(() => parseCheckResult(text)).toThrow("check_status is");
  });
});
