import type { Cli } from "../../../sandbox/cli/drive-cli";
import { pollUntil } from "../../../sandbox/elb/poll-until";
import { openPage, signIn } from "./carbon-console";

const page = "/carbon/admin/index.jsp";
const signedIn = "Signed-in as:</strong>&nbsp;admin@carbon.super";

/** HAProxy's part of the session's cookie names its node. */
const nodeOf = (cookie: string) => /JSESSIONID=([^~;]+)~/.exec(cookie)?.[1] ?? "";

/**
 * What becomes of a session at the console whose server ends at once, as by a crash: the sign-in page of another node, as
 * soon as HAProxy has noticed, and signing in there works. Systemd starts the server again.
 */
export async function killServerOfSession(cli: Cli, password: string): Promise<void> {
  const at = await cli.outputs();
  const session = await signIn(at, "admin", password);
  const node = nodeOf(session.cookie);
  expect((await openPage(at, page, session)).text).toContain(signedIn);
  await cli.ssh(node, "sudo systemctl kill --signal=KILL wso2-carbon");
  // What is on its way meanwhile may fail.
  const { status, location } = await pollUntil("an answer that is no error", 30, async () => {
    const answer = await openPage(at, page, session).catch(() => undefined);
    return answer && answer.status < 500 ? answer : undefined;
  });
  expect([status, location]).toEqual([302, expect.stringMatching(/\/admin\/login\.jsp$/)]);
  const next = await signIn(at, "admin", password);
  expect(next.location).toMatch(/loginStatus=true$/);
  expect(nodeOf(next.cookie)).not.toBe(node);
  expect((await openPage(at, page, next)).text).toContain(signedIn);
  await pollUntil("the server started again", 30, async () => {
    const unit = await cli.ssh(node, "systemctl show wso2-carbon -p NRestarts -p ActiveState");
    return (/NRestarts=1\b/.test(unit) && /ActiveState=activ/.test(unit)) || undefined;
  });
}

interface Status {
  readonly servers: readonly { readonly serves?: boolean }[];
}

/** Waits until every server gets requests again on each HAProxy, as whatever is rolled next needs it. */
export async function allServe(cli: Cli): Promise<void> {
  await pollUntil("each server in service", 150, async () => {
    const { servers } = JSON.parse(await cli.must("status", "--json")) as Status;
    return servers.every(({ serves }) => serves) || undefined;
  });
}
