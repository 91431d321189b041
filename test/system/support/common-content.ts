import type { Cli } from "../../../sandbox/cli/drive-cli";
import { pollUntil } from "../../../sandbox/elb/poll-until";

const tenants = "/opt/wso2/identity-server/repository/tenants";

/** As Identity Server itself has its files: its unit has the common folders in their places. */
const inProduct = (cli: Cli, node: string, script: string) =>
  cli.ssh(
    node,
    `sudo nsenter --mount --target $(systemctl show --property MainPID --value wso2-identity-server) runuser -u wso2 -- sh -c '${script}'`,
  );

/** Identity Server on one node writes a file of a tenant. */
export const writeTenant = (cli: Cli, node: string, tenant: string) =>
  inProduct(
    cli,
    node,
    `mkdir -p ${tenants}/${tenant} && echo ${tenant} > ${tenants}/${tenant}/userstore.xml`,
  );

/** Waits until Identity Server on another node sees that file. */
export const seesTenant = (cli: Cli, node: string, tenant: string) =>
  pollUntil(`${node} has the files of ${tenant}`, 60, async () =>
    (await inProduct(cli, node, `cat ${tenants}/${tenant}/userstore.xml`)).trim() === tenant
      ? true
      : undefined,
  );
