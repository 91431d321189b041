export { CertificateAuthority, type CertificateAuthorityArgs } from "./certificates/certificate-authority";
export { LeafCertificate, type LeafCertificateArgs } from "./certificates/leaf-certificate";
export type {
  HaproxyBackend,
  HaproxyCheck,
  HaproxyConfig,
  HaproxyFrontend,
  HaproxyServer,
} from "./haproxy/config-model";
export {
  HaproxyTier,
  type HaproxyTierArgs,
  haproxyPorts,
  haproxyReadinessPath,
} from "./haproxy/haproxy-tier";
export { ClassicLoadBalancer, type ClassicLoadBalancerArgs } from "./load-balancers/classic-load-balancer";
export { type ExistingVpc, NatGateways, Network, type NetworkArgs } from "./network/network";
export { type Opening, TierSecurityGroup, type TierSecurityGroupArgs } from "./network/tier-security-group";
export { checkIntegratorVersion, planIntegrator } from "./nodes/integrator/plan-integrator";
export { Machine, type MachineArgs } from "./nodes/machine";
export { MachineIdentity, type MachineIdentityArgs } from "./nodes/machine-identity";
export type { NodeFacts, Product, StorePasswords } from "./nodes/product";
export { SshAccess, type SshAccessArgs, type SshJump } from "./nodes/ssh-access";
export type { RollLimits } from "./rolling/limits";
export { findOutOfService } from "./rolling/out-of-service";
export type { StatusPlan } from "./rolling/program/plans";
export { type Balancers, RollingGroup, type RollingGroupArgs } from "./rolling/rolling-group";
export { failOnProblems } from "./validation/fail-on-problems";
export { type Problem, Problems, renderProblems } from "./validation/problems";
