import { parseConfigWords } from "../../../components/haproxy/config-words";

const of = (text: string, backend = "app") => parseConfigWords(text).get(backend);

describe("option persist", () => {
  it.each([
    ["in the backend, with a cookie", "backend app\n  option persist\n  cookie SRV insert\n", true],
    ["after two blanks, with a table", "listen app\n\toption  persist\n\tstick on src\n", true],
    ["where nothing keeps a session", "backend app\n  option persist\n", false],
    ["from defaults", "defaults\n  option persist\nbackend app\n  cookie SRV insert\n", true],
    [
      "taken back",
      "defaults\n  option persist\nbackend app\n  no option persist\n  cookie S insert\n",
      false,
    ],
    ["of defaults further up", "defaults\n option persist\ndefaults\nbackend app\n cookie S insert\n", false],
    [
      "of defaults by name",
      "defaults one\n option persist\ndefaults two\nbackend app from one\n cookie S insert\n",
      true,
    ],
    [
      "of defaults from others",
      "defaults one\n option persist\ndefaults two from one\nbackend app\n cookie S insert\n",
      true,
    ],
    [
      "of another backend",
      "backend b\n option persist\n cookie S insert\nbackend app\n cookie S insert\n",
      false,
    ],
    [
      "below a section of another kind",
      "backend app\n cookie S insert\nfrontend f\n option persist\n",
      false,
    ],
    [
      "taken back where a condition holds",
      "backend app\n cookie S insert\n option persist\n.if defined(X)\n no option persist\n.endif\n",
      true,
    ],
    ["with use-server", "backend app\n option persist\n use-server a if { hdr(x) a }\n", true],
  ])("%s", (_, text, expected) => {
    expect(of(text)?.keepsPersisting).toBe(expected);
  });
});

describe("on-marked-down shutdown-sessions", () => {
  const cut = "on-marked-down shutdown-sessions";
  it.each([
    ["of the server", `backend app\n server a 10.0.0.1:80 check ${cut}\n server b 10.0.0.2:80\n`, ["a"]],
    [
      "of default-server, for what follows",
      `backend app\n server a h:1\n default-server ${cut}\n server b h:2\n`,
      ["b"],
    ],
    ["of defaults", `defaults\n default-server ${cut} inter 1s\nbackend app\n server a h:1\n`, ["a"]],
    ["of a template", `backend app\n server-template w 3 h:1 ${cut}\n server wide h:1\n`, ["w1", "w3"]],
    [
      "of a name from the environment",
      `backend app\n server "$A" h:1 ${cut}\n`,
      ["a", "b", "w1", "w3", "wide"],
    ],
    ["of a name in quotes", `backend app\n server "a" h:1 ${cut}\n`, ["a"]],
    ["of nobody", "backend app\n server a h:1 on-marked-up shutdown-backup-sessions\n", []],
  ])("%s", (_, text, expected) => {
    const found = ["a", "b", "w1", "w3", "wide"].filter((server) => of(text)?.cutsSessions(server));
    expect(found).toEqual(expected);
  });
});
