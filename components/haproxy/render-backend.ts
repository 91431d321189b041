import type { HaproxyBackend, HaproxyCheck } from "./config-model";

function checkOptions(check: HaproxyCheck): string[] {
  const { intervalSec, fastIntervalSec = Math.min(0.5, intervalSec / 2) } = check;
  const fastMs = Math.round(fastIntervalSec * 1000);
  return [
    `inter ${Math.round(intervalSec * 1000)}ms`,
    `fastinter ${fastMs}ms`,
    `downinter ${fastMs}ms`,
    `fall ${check.fall}`,
    `rise ${check.rise}`,
    ...(check.port === undefined ? [] : [`port ${check.port}`]),
  ];
}

/** Health checks ignore `sni`, and traffic ignores `check-sni`: the one name goes to all three. */
function tlsOptions({ check, tls }: HaproxyBackend): string[] {
  if (!tls) return [];
  const checked =
    check.scheme === "https"
      ? [`check-sni ${tls.name}`, ...(check.port ? ["check-ssl"] : [])]
      : ["no-check-ssl"];
  return [
    `ssl verify required ca-file ${tls.caFile}`,
    `sni str(${tls.name})`,
    `verifyhost ${tls.name}`,
    ...checked,
  ];
}

/** The `backend` section. */
export function renderBackend(backend: HaproxyBackend): string[] {
  const { check } = backend;
  return [
    `backend ${backend.name}`,
    "    balance roundrobin",
    ...(backend.stickyCookie ? [`    cookie ${backend.stickyCookie} prefix`] : []),
    "    option httpchk",
    `    http-check send meth GET uri ${check.path} ver HTTP/1.1 hdr Host ${check.host}`,
    "    http-check expect status 200",
    "    # A request that may have had an effect is sent once; only a refused connection tries the next node.",
    "    http-request disable-l7-retry unless METH_GET or METH_OPTIONS",
    `    default-server ${[...checkOptions(check), ...tlsOptions(backend)].join(" ")}`,
    ...backend.servers.map((server) => {
      const sticky = backend.stickyCookie ? ` cookie ${server.name}` : "";
      return `    server ${server.name} ${server.address}:${server.port}${sticky} check`;
    }),
  ];
}
