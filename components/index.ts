export {
  ApacheBalancers,
  type ApacheBalancersArgs,
  FrontOfApaches,
  type NodesBehindApaches,
} from "./apache/apache-balancers";
export type { ApacheManager, ApacheMember } from "./apache/apache-member";
export { type ApacheProductArgs, ApacheWorkload, type ApacheWorkloadArgs } from "./apache/apache-workload";
export { checkSite } from "./apache/check-site";
export { apiManagerMappings, identityServerMappings } from "./apache/default-mappings";
export {
  type ApacheCheck,
  type ApacheMapping,
  type ApachePort,
  type ApacheProduct,
  type ApacheSite,
  type ApacheSticky,
  apachePorts,
  apacheReadinessPath,
} from "./apache/site-model";
export { Backup, type BackupArgs } from "./backup/backup";
export { type BackupSettings, checkBackup } from "./backup/plan-backup";
export {
  CertificateAuthority,
  type CertificateAuthorityArgs,
  type Signer,
} from "./certificates/certificate-authority";
export { type CertificateFiles, expiresAt, findRoot, splitPem } from "./certificates/certificate-files";
export {
  type CertificateFromKeystoreArgs,
  certificateFromKeystore,
  type KeystoreCertificate,
  readKeystoreCertificate,
} from "./certificates/certificate-from-keystore";
export {
  type CertificateInputs,
  type CertificateUse,
  checkCertificate,
} from "./certificates/check-certificate";
export type { KeystoreArgs } from "./certificates/keystore/read-keystore";
export { LeafCertificate, type LeafCertificateArgs } from "./certificates/leaf-certificate";
export { findFirstEnd, givenRemedy, givenWarningDays, nameGiven } from "./certificates/plan-expiry";
export { warnBeforeEnd } from "./certificates/warn-before-end";
export { checkContent } from "./content-sync/check-content";
export { defaultContentPort } from "./content-sync/content-paths";
export type { ContentWatch } from "./content-sync/content-plan";
export type { ContentSyncSettings, NfsShare } from "./content-sync/content-settings";
export { ContentSync, type ContentSyncArgs } from "./content-sync/content-sync";
export { SharedFileSystem, type SharedFileSystemArgs } from "./content-sync/shared-file-system";
export { checkDatabase, checkFurtherDatabase } from "./database/check-database";
export { Database } from "./database/database";
export type { DatabaseArgs } from "./database/database-args";
export type { DatabaseSettings } from "./database/database-settings";
export type { DatabaseEngine } from "./database/engines";
export type { DatabaseLogin } from "./database/plan-access";
export { checkPairLimits } from "./failover-pair/check-pair";
export { FailoverPair } from "./failover-pair/failover-pair";
export type { FailoverPairArgs, PairAddressArgs } from "./failover-pair/failover-pair-args";
export type { PairLimits } from "./failover-pair/pair-model";
export { corosyncPort } from "./failover-pair/pair-paths";
export type {
  HaproxyBackend,
  HaproxyCheck,
  HaproxyConfig,
  HaproxyFrontend,
  HaproxyPathTimeout,
  HaproxyServer,
  HaproxyStickiness,
} from "./haproxy/config-model";
export type { HaproxyHsts, HaproxyLimits, HaproxyRoute } from "./haproxy/frontend-model";
export {
  haproxyOperatorPorts,
  haproxyPorts,
  haproxyProxiedPorts,
  haproxyReadinessPath,
} from "./haproxy/haproxy-paths";
export { HaproxyTier, type HaproxyTierArgs, type TierCertificate } from "./haproxy/haproxy-tier";
export type { HaproxySyslog } from "./haproxy/operator-model";
export type { TierBackend, TierFrontend, TierStatistics } from "./haproxy/tier-input";
export type { ConsulAddress, ConsulQuery } from "./hosts/consul-client";
export { ExistingHaproxies, type ExistingHaproxiesArgs, type ServerName } from "./hosts/existing-haproxies";
export { ExistingHosts, type ExistingHostsArgs } from "./hosts/existing-hosts";
export type { Inventory, InventoryHost } from "./hosts/inventory";
export { KnownHosts } from "./hosts/known-hosts";
export { type ConsulGroup, type HostSources, readHosts } from "./hosts/read-hosts";
export type { SshKeys } from "./hosts/ssh-target";
export {
  AliasRecord,
  type AliasRecordArgs,
  type AliasTarget,
  type HostedZone,
} from "./load-balancers/alias-record";
export { checkLoadBalancer } from "./load-balancers/check-load-balancer";
export {
  type AccessLogs,
  ClassicLoadBalancer,
  type ClassicLoadBalancerArgs,
  type HealthPage,
  type InstancePorts,
} from "./load-balancers/classic-load-balancer";
export type { LoadBalancerAlarms } from "./load-balancers/create-alarms";
export type { Edge, EdgeMachine } from "./load-balancers/edge";
export { EdgeBalancers, type EdgeBalancersArgs } from "./load-balancers/edge-balancers";
export { LoadBalancer } from "./load-balancers/load-balancer";
export type { LoadBalancerArgs } from "./load-balancers/load-balancer-args";
export { LoadBalancerKind, PlainHttp, Stickiness } from "./load-balancers/load-balancer-kind";
export { checkAlias } from "./load-balancers/plan-alias";
export { TargetGroupEdge, type TargetGroupEdgeArgs } from "./load-balancers/target-group-edge";
export { Ec2Hosts, type Ec2HostsArgs } from "./machines/ec2-hosts";
export { InstanceConnect, type InstanceConnectArgs } from "./machines/instance-connect";
export { checkLogs } from "./machines/logs/check-logs";
export {
  type CloudWatchAgent,
  CloudWatchLogs,
  type CloudWatchLogsArgs,
} from "./machines/logs/cloud-watch-logs";
export type { LogFile } from "./machines/logs/log-plan";
export type { MachineLogs } from "./machines/logs/machine-logs";
export { Machine, type MachineArgs } from "./machines/machine";
export { MachineIdentity, type MachineIdentityArgs } from "./machines/machine-identity";
export { SshAccess, type SshAccessArgs, type SshJump } from "./machines/ssh-access";
export { type ExistingVpc, NatGateways, Network, type NetworkArgs } from "./network/network";
export { lastPrivateAddress, parseCidr } from "./network/plan-subnets";
export { type Opening, TierSecurityGroup, type TierSecurityGroupArgs } from "./network/tier-security-group";
export {
  type ApiManagerDatabases,
  type ApiManagerKeyManager,
  type ApiManagerPeers,
  type ApiManagerProfile,
  type ApiManagerSettings,
  apiManagerPorts,
  apiManagerStartOrder,
  type GatewayEnvironment,
  planApiManagerPorts,
} from "./nodes/api-manager/api-manager-settings";
export { checkApiManager, checkApiManagerPassword } from "./nodes/api-manager/check-api-manager";
export { planApiManager } from "./nodes/api-manager/plan-api-manager";
export type { AppServerSettings } from "./nodes/app-server/app-server-settings";
export { checkAppServer } from "./nodes/app-server/check-app-server";
export { planAppServer } from "./nodes/app-server/plan-app-server";
export { ApplicationWorkload, type ApplicationWorkloadArgs } from "./nodes/application/application-workload";
export type { Application } from "./nodes/application/plan-application";
export type { CarbonSettings, SharedDatabase } from "./nodes/carbon/carbon-settings";
export { checkCarbon } from "./nodes/carbon/check-carbon";
export { planCarbon } from "./nodes/carbon/plan-carbon";
export { asCounted, type ChangedFile } from "./nodes/changed-file";
export { checkDigest, digestOf } from "./nodes/check-digest";
export { checkJava } from "./nodes/check-java";
export { checkEncryptingKey } from "./nodes/encrypted-secrets";
export { checkIdentityServer } from "./nodes/identity-server/check-identity-server";
export type {
  AwsClustering,
  IdentityServerDatabases,
  IdentityServerSettings,
  KeyManagerEvents,
  WkaClustering,
} from "./nodes/identity-server/identity-server-settings";
export { identityServerHealthPath, planIdentityServer } from "./nodes/identity-server/plan-identity-server";
export { checkIntegratorVersion, checkJavaOpts, planIntegrator } from "./nodes/integrator/plan-integrator";
export { planApplicationNeeds } from "./nodes/plan-machine-needs";
export type { NodeFacts, Product, StorePasswords } from "./nodes/product";
export type { ManagedService, Readiness } from "./nodes/service-plan";
export type { TomlTable, TomlValue } from "./nodes/toml-table";
export { withReadinessPath } from "./nodes/with-readiness";
export { type SharedCertificate, Wso2Workload, type Wso2WorkloadArgs } from "./nodes/wso2-workload";
export { type LastDeployment, type LastDeploymentArgs, lastDeployment } from "./program/last-deployment";
export { readNodeStatus } from "./program/read-status";
export type { MachineCheck, MachineNeeds } from "./remote/machine-needs";
export { checkPrivateKey, type PrivateKeyCheck } from "./remote/ssh/private-key";
export type { BalancedNode, Balancers } from "./rolling/balancers";
export { checkRollingGroup, type RollingGroupShape } from "./rolling/check-rolling-group";
export type { DeployedGroup } from "./rolling/deployed";
export type { GroupHooks } from "./rolling/group-hooks";
export { type GroupOutputs, groupOutputs } from "./rolling/group-outputs";
export type { Hook } from "./rolling/hooks/hook-plan";
export type { Host, HostProvider, HostRequest } from "./rolling/host-provider";
export type { RollLimits } from "./rolling/limits";
export type { MemberStatus, NodeStatus, OutStatus } from "./rolling/membership/node-status";
export type { StatusPlan } from "./rolling/membership/plans";
export { planFirst } from "./rolling/out-of-service";
export { type HealTokens, planHeal } from "./rolling/plan-heal";
export type { RollPlan } from "./rolling/plan-roll";
export { summarizeRollPlan } from "./rolling/render-roll-plan";
export { RollingGroup, type RollingGroupArgs } from "./rolling/rolling-group";
export { Strategy } from "./rolling/strategy";
export type { Workload, WorkloadNode } from "./rolling/workload";
export { failOnProblems, withOwnFrames } from "./validation/fail-on-problems";
export { addressMeaning, nameRules, readAddress } from "./validation/names";
export { type Problem, Problems, renderProblems } from "./validation/problems";
export { checkElb } from "./wso2-elb/check-elb";
export { type ElbDomain, type ElbService, type ElbSettings, elbPorts } from "./wso2-elb/elb-config";
export { planElb } from "./wso2-elb/plan-elb";
export { renderLoadbalancerConf } from "./wso2-elb/render-loadbalancer-conf";
export { Wso2ElbBalancers, type Wso2ElbBalancersArgs } from "./wso2-elb/wso2-elb-balancers";
export { Wso2ElbTier, type Wso2ElbTierArgs } from "./wso2-elb/wso2-elb-tier";
