import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../sandbox/paths";

/** What AWS's provider asks for to make, change and delete each kind of resource; what reads is left out. */
const changes: Readonly<Record<string, readonly string[]>> = {
  "ec2.Vpc": ["ec2:CreateVpc", "ec2:DeleteVpc", "ec2:ModifyVpcAttribute", "ec2:CreateTags", "ec2:DeleteTags"],
  "ec2.Subnet": ["ec2:CreateSubnet", "ec2:DeleteSubnet", "ec2:ModifySubnetAttribute"],
  "ec2.SubnetCidrReservation": ["ec2:CreateSubnetCidrReservation", "ec2:DeleteSubnetCidrReservation"],
  "ec2.InternetGateway": [
    "ec2:CreateInternetGateway",
    "ec2:DeleteInternetGateway",
    "ec2:AttachInternetGateway",
    "ec2:DetachInternetGateway",
  ],
  "ec2.Eip": ["ec2:AllocateAddress", "ec2:ReleaseAddress", "ec2:DisassociateAddress"],
  "ec2.NatGateway": ["ec2:CreateNatGateway", "ec2:DeleteNatGateway"],
  "ec2.RouteTable": ["ec2:CreateRouteTable", "ec2:DeleteRouteTable"],
  "ec2.Route": ["ec2:CreateRoute", "ec2:DeleteRoute", "ec2:ReplaceRoute"],
  "ec2.RouteTableAssociation": [
    "ec2:AssociateRouteTable",
    "ec2:DisassociateRouteTable",
    "ec2:ReplaceRouteTableAssociation",
  ],
  "ec2.SecurityGroup": [
    "ec2:CreateSecurityGroup",
    "ec2:DeleteSecurityGroup",
    "ec2:RevokeSecurityGroupEgress",
    "ec2:RevokeSecurityGroupIngress",
  ],
  "vpc.SecurityGroupIngressRule": [
    "ec2:AuthorizeSecurityGroupIngress",
    "ec2:RevokeSecurityGroupIngress",
    "ec2:ModifySecurityGroupRules",
  ],
  "vpc.SecurityGroupEgressRule": [
    "ec2:AuthorizeSecurityGroupEgress",
    "ec2:RevokeSecurityGroupEgress",
    "ec2:ModifySecurityGroupRules",
  ],
  "ec2.KeyPair": ["ec2:ImportKeyPair", "ec2:DeleteKeyPair"],
  "ec2.NetworkInterface": [
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DetachNetworkInterface",
    "ec2:ModifyNetworkInterfaceAttribute",
  ],
  "ec2.Instance": [
    "ec2:RunInstances",
    "ec2:TerminateInstances",
    "ec2:StopInstances",
    "ec2:StartInstances",
    "ec2:ModifyInstanceAttribute",
    "ec2:ModifyInstanceMetadataOptions",
    "ec2:ModifyVolume",
  ],
  // To a bucket; AWS makes the delivery in the name of whoever asks.
  "ec2.FlowLog": [
    "ec2:CreateFlowLogs",
    "ec2:DeleteFlowLogs",
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
  ],
  "ec2transitgateway.InstanceConnectEndpoint": [
    "ec2:CreateInstanceConnectEndpoint",
    "ec2:DeleteInstanceConnectEndpoint",
    "ec2:CreateNetworkInterface",
    "ec2-instance-connect:OpenTunnel",
    "iam:CreateServiceLinkedRole",
  ],
  "efs.FileSystem": [
    ...["CreateFileSystem", "DeleteFileSystem", "UpdateFileSystem", "TagResource", "UntagResource"],
  ].map((action) => `elasticfilesystem:${action}`),
  "efs.FileSystemPolicy": [
    "elasticfilesystem:PutFileSystemPolicy",
    "elasticfilesystem:DeleteFileSystemPolicy",
  ],
  "efs.BackupPolicy": ["elasticfilesystem:PutBackupPolicy"],
  "efs.MountTarget": [
    "elasticfilesystem:CreateMountTarget",
    "elasticfilesystem:DeleteMountTarget",
    "elasticfilesystem:ModifyMountTargetSecurityGroups",
    "ec2:CreateNetworkInterface",
    "iam:CreateServiceLinkedRole",
  ],
  // Its key is AWS's own or the user's; both are asked for.
  "backup.Vault": [
    "backup:CreateBackupVault",
    "backup:DeleteBackupVault",
    "backup:TagResource",
    "backup:UntagResource",
    "backup-storage:MountCapsule",
    ...["CreateGrant", "Decrypt", "GenerateDataKey", "RetireGrant"].map((action) => `kms:${action}`),
  ],
  "backup.Plan": ["backup:CreateBackupPlan", "backup:UpdateBackupPlan", "backup:DeleteBackupPlan"],
  "backup.Selection": ["backup:CreateBackupSelection", "backup:DeleteBackupSelection", "iam:PassRole"],
  "backup.VaultNotifications": [
    "backup:PutBackupVaultNotifications",
    "backup:DeleteBackupVaultNotifications",
  ],
  "elb.LoadBalancer": [
    "elasticloadbalancing:CreateLoadBalancer",
    "elasticloadbalancing:DeleteLoadBalancer",
    "elasticloadbalancing:CreateLoadBalancerListeners",
    "elasticloadbalancing:DeleteLoadBalancerListeners",
    "elasticloadbalancing:ModifyLoadBalancerAttributes",
    "elasticloadbalancing:ConfigureHealthCheck",
    "elasticloadbalancing:ApplySecurityGroupsToLoadBalancer",
    "elasticloadbalancing:AttachLoadBalancerToSubnets",
    "elasticloadbalancing:DetachLoadBalancerFromSubnets",
    "elasticloadbalancing:AddTags",
    "elasticloadbalancing:RemoveTags",
    "iam:CreateServiceLinkedRole",
  ],
  "elb.LoadBalancerPolicy": [
    "elasticloadbalancing:CreateLoadBalancerPolicy",
    "elasticloadbalancing:DeleteLoadBalancerPolicy",
  ],
  "elb.ListenerPolicy": ["elasticloadbalancing:SetLoadBalancerPoliciesOfListener"],
  "lb.LoadBalancer": [
    ...["CreateLoadBalancer", "DeleteLoadBalancer", "ModifyLoadBalancerAttributes", "SetSecurityGroups"],
    ...["SetSubnets", "AddTags", "RemoveTags"],
  ].map((action) => `elasticloadbalancing:${action}`),
  "lb.TargetGroup": [
    ...["CreateTargetGroup", "DeleteTargetGroup", "ModifyTargetGroup", "ModifyTargetGroupAttributes"],
  ].map((action) => `elasticloadbalancing:${action}`),
  "lb.Listener": ["CreateListener", "DeleteListener", "ModifyListener"].map(
    (action) => `elasticloadbalancing:${action}`,
  ),
  "lb.ListenerCertificate": [
    "elasticloadbalancing:AddListenerCertificates",
    "elasticloadbalancing:RemoveListenerCertificates",
  ],
  "lb.TargetGroupAttachment": [
    "elasticloadbalancing:RegisterTargets",
    "elasticloadbalancing:DeregisterTargets",
  ],
  "wafv2.WebAclAssociation": [
    "elasticloadbalancing:SetWebAcl",
    "wafv2:AssociateWebACL",
    "wafv2:DisassociateWebACL",
  ],
  "elb.Attachment": [
    "elasticloadbalancing:RegisterInstancesWithLoadBalancer",
    "elasticloadbalancing:DeregisterInstancesFromLoadBalancer",
  ],
  "route53.Record": ["route53:ChangeResourceRecordSets"],
  "iam.Role": ["iam:CreateRole", "iam:DeleteRole", "iam:TagRole", "iam:UntagRole"],
  "iam.RolePolicyAttachment": ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
  "iam.RolePolicy": ["iam:PutRolePolicy", "iam:DeleteRolePolicy"],
  // An instance that gets one gets its role, too.
  "iam.InstanceProfile": [
    "iam:CreateInstanceProfile",
    "iam:DeleteInstanceProfile",
    "iam:AddRoleToInstanceProfile",
    "iam:RemoveRoleFromInstanceProfile",
    "iam:PassRole",
    "iam:TagInstanceProfile",
    "iam:UntagInstanceProfile",
    "ec2:AssociateIamInstanceProfile",
    "ec2:DisassociateIamInstanceProfile",
    "ec2:ReplaceIamInstanceProfileAssociation",
  ],
  "iam.ServerCertificate": [
    "iam:UploadServerCertificate",
    "iam:DeleteServerCertificate",
    "iam:UpdateServerCertificate",
    "iam:TagServerCertificate",
    "iam:UntagServerCertificate",
  ],
  "rds.SubnetGroup": ["rds:CreateDBSubnetGroup", "rds:ModifyDBSubnetGroup", "rds:DeleteDBSubnetGroup"],
  "rds.ParameterGroup": [
    "rds:CreateDBParameterGroup",
    "rds:ModifyDBParameterGroup",
    "rds:ResetDBParameterGroup",
    "rds:DeleteDBParameterGroup",
  ],
  "rds.ClusterParameterGroup": [
    "rds:CreateDBClusterParameterGroup",
    "rds:ModifyDBClusterParameterGroup",
    "rds:ResetDBClusterParameterGroup",
    "rds:DeleteDBClusterParameterGroup",
  ],
  "rds.OptionGroup": ["rds:CreateOptionGroup", "rds:ModifyOptionGroup", "rds:DeleteOptionGroup"],
  "rds.Instance": [
    "rds:CreateDBInstance",
    "rds:ModifyDBInstance",
    "rds:DeleteDBInstance",
    "rds:CreateDBSnapshot",
    "rds:AddTagsToResource",
    "rds:RemoveTagsFromResource",
    "iam:CreateServiceLinkedRole",
  ],
  "rds.Cluster": [
    "rds:CreateDBCluster",
    "rds:ModifyDBCluster",
    "rds:DeleteDBCluster",
    "rds:CreateDBClusterSnapshot",
  ],
  "rds.ClusterInstance": ["rds:CreateDBInstance", "rds:ModifyDBInstance", "rds:DeleteDBInstance"],
  "rds.EventSubscription": [
    "rds:CreateEventSubscription",
    "rds:ModifyEventSubscription",
    "rds:DeleteEventSubscription",
  ],
  "secretsmanager.Secret": [
    "secretsmanager:CreateSecret",
    "secretsmanager:UpdateSecret",
    "secretsmanager:DeleteSecret",
    "secretsmanager:TagResource",
    "secretsmanager:UntagResource",
  ],
  "secretsmanager.SecretVersion": [
    "secretsmanager:PutSecretValue",
    "secretsmanager:UpdateSecretVersionStage",
  ],
  "cloudwatch.LogGroup": [
    ...["CreateLogGroup", "DeleteLogGroup", "PutRetentionPolicy", "DeleteRetentionPolicy", "AssociateKmsKey"],
    ...["DisassociateKmsKey", "TagResource", "UntagResource"],
  ].map((action) => `logs:${action}`),
  "cloudwatch.MetricAlarm": [
    "cloudwatch:PutMetricAlarm",
    "cloudwatch:DeleteAlarms",
    "cloudwatch:TagResource",
    "cloudwatch:UntagResource",
  ],
};

const sources = ["components", "stacks"].flatMap((folder) =>
  readdirSync(join(packageRoot, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(join(packageRoot, folder, path), "utf8")),
);
const found = (pattern: RegExp) => [
  ...new Set(sources.flatMap((text) => Array.from(text.matchAll(pattern), ([, name = ""]) => name))),
];

interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
}

describe("the policies in docs/on-aws.md", () => {
  const page = readFileSync(join(packageRoot, "docs/on-aws.md"), "utf8");
  const [, section = ""] = /\n## The policy\n([\s\S]*?)\n## /.exec(page) ?? [];
  const policies = Array.from(section.matchAll(/```json\n([\s\S]*?)```/g), ([, json = ""]) => json);
  const statements = policies.flatMap(
    (json) => (JSON.parse(json) as { Statement: readonly Statement[] }).Statement,
  );
  const actions = statements.flatMap(({ Action }) => Action);
  const isReading = (action: string) => /:(Describe|Get|List)/.test(action);
  const resources = found(/new aws\.(\w+\.\w+)\(/g);
  // The roll program's own calls.
  const calls = found(/\belb\.((?:register|deregister|set|add|remove)\w+)\(/g).map(
    (call) => `elasticloadbalancing:${call[0]?.toUpperCase()}${call.slice(1)}`,
  );

  it("knows every kind of resource that the components make, and no other", () => {
    expect(resources.sort()).toEqual(Object.keys(changes).sort());
  });

  it("allows what they need and nothing more", () => {
    const needed = resources.flatMap((resource) => changes[resource] ?? []);
    expect(calls.length).toBeGreaterThan(3);
    expect([...new Set(actions.filter((action) => !isReading(action)))].sort()).toEqual(
      [...new Set([...needed, ...calls])].sort(),
    );
  });

  it("fits into two managed policies", () => {
    expect(policies.map((json) => json.replace(/\s/g, "").length < 6144)).toEqual([true, true]);
  });
});
