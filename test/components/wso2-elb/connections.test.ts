import { countRequests } from "../../../components/wso2-elb/connections";

const used = "\t bbr wscale:10,10 rto:204 cwnd:11 bytes_sent:310 bytes_acked:311 segs_out:3 minrtt:0.005";
const unused = "\t bbr wscale:10,10 rto:200 cwnd:10 bytes_acked:1 segs_out:2 segs_in:1 minrtt:0.028";
const line = (peer: string) => `0      0      10.0.0.9:45678      ${peer}  `;

/** As iproute2 6.1 prints `ss -Htni state established`. */
it.each<[string, readonly string[], number]>([
  ["a request on its way", [line("10.0.0.1:9443"), used], 1],
  ["two, one by IPv4 in IPv6", [line("10.0.0.1:9443"), used, line("[::ffff:10.0.0.1]:9763"), used], 2],
  ["what Axis2 opened and forgot", [line("10.0.0.1:9443"), unused, line("10.0.0.1:9763"), unused], 0],
  ["one before its first byte is acknowledged", [line("10.0.0.1:9443"), `${unused} bytes_sent:310`], 1],
  ["a kernel that tells no bytes", [line("10.0.0.1:9443"), "\t cubic cwnd:10"], 1],
  ["no details", [line("10.0.0.1:9443")], 1],
  ["Tribes' own", [line("10.0.0.1:4000"), used], 0],
  ["another node's", [line("10.0.0.10:9443"), used], 0],
  ["nothing", [""], 0],
])("counts %s", (_, lines, expected) => {
  expect(countRequests(`${lines.join("\n")}\n`, "10.0.0.1", [9763, 9443])).toBe(expected);
});
