import { getAmi } from "./functions/get-ami";
import { getAvailabilityZones } from "./functions/get-availability-zones";
import { getSubnet } from "./functions/get-subnet";
import { getVpc } from "./functions/get-vpc";
import { getZone } from "./functions/get-zone";
import type { FunctionDefinition, ResourceDefinition } from "./resource";
import { eip } from "./resources/eip";
import { elbAttachment } from "./resources/elb-attachment";
import { flowLog } from "./resources/flow-log";
import { iamInstanceProfile } from "./resources/iam-instance-profile";
import { iamRole } from "./resources/iam-role";
import { iamRolePolicy } from "./resources/iam-role-policy";
import { instance } from "./resources/instance";
import { instanceConnectEndpoint } from "./resources/instance-connect-endpoint";
import { internetGateway } from "./resources/internet-gateway";
import { keyPair } from "./resources/key-pair";
import { listener } from "./resources/listener";
import { listenerCertificate } from "./resources/listener-certificate";
import { listenerPolicy } from "./resources/listener-policy";
import { loadBalancer } from "./resources/load-balancer";
import { loadBalancerPolicy } from "./resources/load-balancer-policy";
import { loadBalancerV2 } from "./resources/load-balancer-v2";
import { logGroup } from "./resources/log-group";
import { metricAlarm } from "./resources/metric-alarm";
import { natGateway } from "./resources/nat-gateway";
import { networkInterface } from "./resources/network-interface";
import { rdsCluster } from "./resources/rds-cluster";
import { rdsClusterInstance } from "./resources/rds-cluster-instance";
import { rdsEventSubscription } from "./resources/rds-event-subscription";
import { rdsInstance } from "./resources/rds-instance";
import { rdsOptionGroup } from "./resources/rds-option-group";
import { rdsClusterParameterGroup, rdsParameterGroup } from "./resources/rds-parameter-group";
import { rdsSubnetGroup } from "./resources/rds-subnet-group";
import { record } from "./resources/record";
import { route } from "./resources/route";
import { routeTable } from "./resources/route-table";
import { routeTableAssociation } from "./resources/route-table-association";
import { secret } from "./resources/secret";
import { secretVersion } from "./resources/secret-version";
import { securityGroup } from "./resources/security-group";
import { securityGroupEgressRule, securityGroupIngressRule } from "./resources/security-group-rule";
import { serverCertificate } from "./resources/server-certificate";
import { subnet } from "./resources/subnet";
import { subnetCidrReservation } from "./resources/subnet-cidr-reservation";
import { targetGroup } from "./resources/target-group";
import { targetGroupAttachment } from "./resources/target-group-attachment";
import { vpc } from "./resources/vpc";

/** Every resource type of the sandbox's AWS provider, by token. */
export const resources: ReadonlyMap<string, ResourceDefinition> = new Map(
  [
    eip,
    elbAttachment,
    flowLog,
    iamInstanceProfile,
    iamRole,
    iamRolePolicy,
    instance,
    instanceConnectEndpoint,
    internetGateway,
    keyPair,
    listener,
    listenerCertificate,
    listenerPolicy,
    loadBalancer,
    loadBalancerPolicy,
    loadBalancerV2,
    logGroup,
    metricAlarm,
    rdsCluster,
    rdsClusterInstance,
    rdsEventSubscription,
    rdsInstance,
    rdsOptionGroup,
    rdsSubnetGroup,
    secret,
    secretVersion,
    rdsClusterParameterGroup,
    rdsParameterGroup,
    natGateway,
    networkInterface,
    record,
    route,
    routeTable,
    routeTableAssociation,
    securityGroup,
    securityGroupEgressRule,
    securityGroupIngressRule,
    serverCertificate,
    subnet,
    subnetCidrReservation,
    targetGroup,
    targetGroupAttachment,
    vpc,
  ].map((definition) => [definition.token, definition]),
);

/** Every function of the sandbox's AWS provider, by token. */
export const functions: ReadonlyMap<string, FunctionDefinition> = new Map(
  [getAmi, getAvailabilityZones, getSubnet, getVpc, getZone].map((definition) => [
    definition.token,
    definition,
  ]),
);

/** Tokens of the resource types that a stack may use in the sandbox. */
export function supportedTypes(): string[] {
  return [...resources.keys()].sort();
}

/** Tokens of the functions that a stack may call in the sandbox. */
export function supportedFunctions(): string[] {
  return [...functions.keys()].sort();
}

/** @throws Error that names the token and what there is */
export function findIn<Definition>(
  known: ReadonlyMap<string, Definition>,
  what: "resource type" | "function",
  token: string,
): Definition {
  const found = known.get(token);
  if (found) return found;
  const names = [...known.keys()].sort().join(", ");
  throw new Error(`${what} ${token} is not supported by the sandbox's AWS provider; supported: ${names}`);
}
