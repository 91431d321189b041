import { certificateFile } from "./elb-files";
import { groupBackend } from "./render-target-group";
import type { TargetAction, TargetBalancerModel, TargetListener, TargetRule } from "./target-model";

/** Which rule took a request; a request that one has taken asks no other. */
const taken = "txn.rule";

function renderBind({ port, protocol, certificateArns, minTls }: TargetListener): string {
  if (protocol === "HTTP" || protocol === "TCP") return `bind :${port}`;
  const certificates = certificateArns.map((arn) => `crt ${certificateFile(arn)}`).join(" ");
  const alpn = protocol === "HTTPS" ? " alpn h2,http/1.1" : "";
  return `bind :${port} ssl ${certificates} ssl-min-ver ${minTls}${alpn}`;
}

/** A pattern of AWS's, with `*` and `?`, as a whole regular expression. */
function toExpression(pattern: string): string {
  const text = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return `^${text.replaceAll("*", ".*").replaceAll("?", ".")}$`;
}

function renderCondition({ field, patterns }: TargetRule["conditions"][number]): string {
  // In single quotes HAProxy takes all as it is.
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const expressions = patterns.map((each) => quoted(toExpression(each))).join(" ");
  return field === "host-header"
    ? `{ req.hdr(host),field(1,:) -i -m reg ${expressions} }`
    : `{ path -m reg ${expressions} }`;
}

function renderLocation(location: string, { port, protocol }: TargetListener): string {
  return location
    .replaceAll("#{protocol}", protocol.toLowerCase())
    .replaceAll("#{port}", String(port))
    .replaceAll("#{host}", "%[req.hdr(host),field(1,:)]")
    .replace("/#{path}?#{query}", "%[pathq]")
    .replaceAll("/#{path}", "%[path]")
    .replaceAll("#{query}", "%[query]");
}

function renderAction(
  action: TargetAction,
  when: string,
  listener: TargetListener,
  names: ReadonlyMap<string, string>,
): string {
  if (action.type === "forward") return `use_backend ${names.get(action.groupArn)} if ${when}`;
  if (action.type === "redirect") {
    return `http-request redirect location "${renderLocation(action.location, listener)}" code ${action.code} if ${when}`;
  }
  const body = action.body.replace(/["\\]/g, "\\$&").replaceAll("%", "%%");
  return `http-request return status ${action.code} content-type "${action.contentType}" lf-string "${body}" if ${when}`;
}

/** The frontend of one listener, its rules in order. */
export function renderTargetListener(listener: TargetListener, balancer: TargetBalancerModel): string[] {
  const names = new Map(balancer.groups.map((group) => [group.arn, groupBackend(group)]));
  const { port, protocol, rules } = listener;
  const name = (index: number) => `rule${index}`;
  if (balancer.kind === "network") {
    const [action] = rules.map((each) => each.action);
    const backend = action?.type === "forward" ? names.get(action.groupArn) : undefined;
    const idle = [`mode tcp`, "option tcplog", `timeout client ${listener.idleTimeoutSec}s`];
    const lines = [renderBind(listener), ...idle, ...(backend ? [`default_backend ${backend}`] : [])];
    return [`frontend listener_${port}`, ...lines.map((line) => `    ${line}`), ""];
  }
  const choose = rules.map(({ conditions }, index) => {
    const all = [`!{ var(${taken}) -m found }`, ...conditions.map(renderCondition)];
    return `http-request set-var(${taken}) str(${name(index)}) if ${all.join(" ")}`;
  });
  const acts = rules.map(({ action }, index) =>
    renderAction(action, `{ var(${taken}) -m str ${name(index)} }`, listener, names),
  );
  const lines = [
    renderBind(listener),
    ...choose,
    `http-request set-header X-Forwarded-Proto ${protocol.toLowerCase()}`,
    `http-request set-header X-Forwarded-Port ${port}`,
    // HAProxy has all of the first kind before the others, and says so.
    ...acts.filter((line) => line.startsWith("http-request")),
    ...acts.filter((line) => line.startsWith("use_backend")),
  ];
  return [`frontend listener_${port}`, ...lines.map((line) => `    ${line}`), ""];
}
