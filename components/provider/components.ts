export { CertificateAuthority } from "../certificates/certificate-authority";
export { ClassicLoadBalancer } from "../load-balancers/classic-load-balancer";
export { InstanceConnect } from "../machines/instance-connect";
export { SshAccess } from "../machines/ssh-access";
export { Network } from "../network/network";
export { TierSecurityGroup } from "../network/tier-security-group";
export { ExistingCluster } from "./existing-cluster";
