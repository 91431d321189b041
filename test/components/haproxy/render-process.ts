const stateColumns = [
  ...["be_id", "be_name", "srv_id", "srv_name", "srv_addr", "srv_op_state", "srv_admin_state"],
  ...["srv_uweight", "srv_iweight", "srv_time_since_last_change", "srv_check_status", "srv_check_result"],
  ...["srv_check_health", "srv_check_state", "srv_agent_state", "bk_f_forced_id", "srv_f_forced_id"],
  ...["srv_fqdn", "srv_port", "srvrecord"],
];
const statColumns = [
  ...["pxname", "svname", "qcur", "scur", "stot", "status", "weight", "act", "bck", "chkdown", "tracked"],
  ...["type", "check_status", "check_code", "agent_status", "last_chk", "addr"],
];

type Server = Readonly<Record<string, string>>;

/** What HAProxy prints of servers that serve, each with what is different about it; columns by their own names. */
export function renderProcess(changes: readonly Server[]): string {
  const servers = changes.map((change, index): Server => {
    const { backend = "b", name = `s${index + 1}`, address = `10.0.0.${index + 1}`, port = "8290" } = change;
    return {
      ...{ be_id: "3", be_name: backend, srv_id: String(index + 1), srv_name: name, srv_addr: address },
      ...{ srv_op_state: "2", srv_admin_state: "0", srv_check_state: "6", srv_fqdn: "-", srv_port: port },
      ...{ pxname: backend, svname: name, status: "UP", weight: "1", act: "1", bck: "0", type: "2" },
      ...{ qcur: "0", scur: "0", stot: "0", chkdown: "0", check_status: "L7OK", srvrecord: "-" },
      ...change,
    };
  });
  const backends = [...new Set(servers.map(({ pxname }) => pxname ?? ""))];
  const isRow = ({ type }: Server) => type === "2";
  return [
    ...["1", `# ${stateColumns.join(" ")}`],
    ...servers.filter(isRow).map((server) => stateColumns.map((column) => server[column] ?? "0").join(" ")),
    ...["", `# ${statColumns.join(",")},`],
    ...servers.map((server) => `${statColumns.map((column) => server[column] ?? "").join(",")},`),
    ...backends.map((name) => `${name},BACKEND,,,,UP,1,1,0,,,1,,,,,,`),
    "",
  ].join("\n");
}
