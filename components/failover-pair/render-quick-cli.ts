import { ec2ToolPath } from "./render-ec2-tool";

/** Where `renderQuickCli` goes; mode 755. */
export const quickCliPath = "/usr/local/sbin/wso2-aws";

/**
 * What the agent `awsvip` is given as its AWS CLI: its three calls without the CLI's start-up. What it does not know
 * is the CLI's own.
 */
export function renderQuickCli(): string {
  return `#!/bin/sh
# Written by pulumi-wso2.
region=\${2-}
case "\${1-} \${3-} \${4-} \${5-} \${7-}" in
    "--region ec2 describe-instances --instance-id --query")
        answer=$(${ec2ToolPath} "$region" DescribeInstances "InstanceId.1=$6") || exit
        printf '%s' "$answer" | sed 's/</\\n</g' | sed -n 's/^<privateIpAddress>//p'
        ;;
    "--region ec2 assign-private-ip-addresses --network-interface-id --private-ip-addresses")
        # Whoever has it loses it: who may have it, the cluster has settled.
        exec ${ec2ToolPath} "$region" AssignPrivateIpAddresses "NetworkInterfaceId=$6" "PrivateIpAddress.1=$8" AllowReassignment=true
        ;;
    "--region ec2 unassign-private-ip-addresses --network-interface-id --private-ip-addresses")
        exec ${ec2ToolPath} "$region" UnassignPrivateIpAddresses "NetworkInterfaceId=$6" "PrivateIpAddress.1=$8"
        ;;
    *)
        exec /usr/bin/aws "$@"
        ;;
esac
`;
}
