import { quote, renderWriteFile } from "../../remote/ssh/shell";
import type { LogPlan } from "./log-plan";
import { planAgentConfig } from "./plan-agent-config";

const home = "/opt/aws/amazon-cloudwatch-agent";
const configFile = `${home}/etc/wso2-logs.json`;
const limitsFile = "/etc/systemd/system/amazon-cloudwatch-agent.service.d/wso2.conf";
const cacheDirectory = "/var/cache/pulumi-wso2";

/** The machine's own work comes first: what is short of processor, memory or disk is the agent. */
const limits = `# Written by pulumi-wso2.
[Service]
Nice=10
CPUWeight=10
IOWeight=10
MemoryHigh=192M
MemoryMax=256M
OOMScoreAdjust=900
`;

/**
 * Shell text that has this very package installed, and its agent run with this configuration. The agent itself judges
 * the configuration before it is started with it.
 *
 * @param fetchSec Limit for the package to come.
 */
export function renderAgent(plan: LogPlan, fetchSec: number): string {
  const { source, sha256 } = plan.agent;
  const package_ = `${cacheDirectory}/cloudwatch-${sha256}.deb`;
  const marker = `${home}/etc/wso2-package`;
  const config = planAgentConfig({ ...plan, machine: plan.target.name });
  return `
install -d -m 700 ${cacheDirectory}
if [ "$(cat ${marker} 2> /dev/null)" != ${sha256} ]; then
  command -v curl > /dev/null || DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 install --no-install-recommends curl ca-certificates >&2
  rm -f ${cacheDirectory}/cloudwatch-*.deb
  trap 'rm -f ${package_}' EXIT
  curl --fail --silent --show-error --location --proto '=https' --retry 3 --retry-connrefused --max-time ${fetchSec} --output ${package_} ${quote(source)}
  found=$(sha256sum ${package_} | cut -d' ' -f1)
  if [ "$found" != ${sha256} ]; then echo "the package has the SHA-256 $found, not ${sha256}" >&2; exit 1; fi
  DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 -o Dir::Cache::archives=/tmp install --no-install-recommends --allow-downgrades ${package_} >&2
fi
install -d -m 755 ${limitsFile.replace(/\/[^/]*$/, "")} ${home}/etc
${renderWriteFile(limitsFile, limits, "644")}
${renderWriteFile(configFile, `${JSON.stringify(config, undefined, 2)}\n`, "644")}
systemctl daemon-reload
${home}/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:${configFile} >&2
systemctl is-active --quiet amazon-cloudwatch-agent || { journalctl -u amazon-cloudwatch-agent -n 5 --no-pager >&2; exit 1; }
echo ${sha256} > ${marker}
echo ok`;
}
