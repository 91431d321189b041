import { ec2ToolPath } from "./render-ec2-tool";

/** Where `renderQuickCli` goes; mode 755. */
export const quickCliPath = "/usr/local/sbin/wso2-aws";

/**
 * What the agents `awsvip`, `aws-vpc-move-ip` and `awseip` are given as their AWS CLI: their nine calls without the CLI's
 * start-up. What it does not know is the CLI's own.
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
    "--region --output text ec2 --route-table-ids")
        # Which address the agent looks for, and that it wants to know the instance, is in its query.
        before="RouteTables[*].Routes[?DestinationCidrBlock=='" after="'].InstanceId"
        destination=\${10#"$before"}
        destination=\${destination%"$after"}
        [ "$6 $9 \${10}" = "describe-route-tables --query $before$destination$after" ] || exec /usr/bin/aws "$@"
        answer=$(${ec2ToolPath} "$region" DescribeRouteTables "RouteTableId.1=$8") || exit
        printf '%s' "$answer" | tr -d '\\n' | sed 's/<item>/\\n/g' |
            grep -F "<destinationCidrBlock>$destination</destinationCidrBlock>" |
            sed -n 's/.*<instanceId>\\([^<]*\\)<.*/\\1/p'
        ;;
    "--region --output text ec2 --route-table-id")
        [ "$6 \${9-} \${11-}" = "replace-route --destination-cidr-block --network-interface-id" ] || exec /usr/bin/aws "$@"
        exec ${ec2ToolPath} "$region" ReplaceRoute "RouteTableId=$8" "DestinationCidrBlock=\${10}" "NetworkInterfaceId=\${12}"
        ;;
    "--region ec2 describe-instances --instance-id ")
        # The agent looks for the public address, and for nothing else.
        answer=$(${ec2ToolPath} "$region" DescribeInstances "InstanceId.1=$6") || exit
        printf '%s' "$answer" | sed 's/</\\n</g' | sed -n 's/^<ipAddress>//p;s/^<publicIp>//p'
        ;;
    "--region ec2 associate-address --instance-id --allocation-id")
        # Whoever has it loses it, as above.
        exec ${ec2ToolPath} "$region" AssociateAddress "InstanceId=$6" "AllocationId=$8" AllowReassociation=true
        ;;
    "--region --output json ec2 --allocation-id")
        [ "$6" = describe-addresses ] || exec /usr/bin/aws "$@"
        answer=$(${ec2ToolPath} "$region" DescribeAddresses "AllocationId.1=$8") || exit
        printf '%s' "$answer" | sed 's/</\\n</g' | sed -n 's/^<associationId>\\(.*\\)/"AssociationId": "\\1"/p'
        ;;
    "--region ec2 disassociate-address --association-id ")
        exec ${ec2ToolPath} "$region" DisassociateAddress "AssociationId=$6"
        ;;
    *)
        exec /usr/bin/aws "$@"
        ;;
esac
`;
}
