import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { TierSecurityGroup } from "../network/tier-security-group";
import { failOnProblems } from "../validation/fail-on-problems";
import { checkDatabase, checkFurtherDatabase } from "./check-database";
import { createAlarms } from "./create-alarms";
import { createMachine } from "./create-machine";
import type { DatabaseArgs } from "./database-args";
import type { DatabaseEngine } from "./engines";
import { derivePassword } from "./password";
import type { DatabaseLogin } from "./plan-access";
import { planDatabase } from "./plan-database";

/**
 * A database of RDS for WSO2's servers: encrypted, backed up, with a standby, reached by TLS alone and from the given
 * security groups alone. Its password is made here, kept in Secrets Manager and in no plain text anywhere.
 *
 * A change that could only be made by a new, empty database is refused: `engine`, `username`, `databaseName`.
 *
 * @throws pulumi.InputPropertiesError with everything that is wrong, before anything is registered.
 */
export class Database extends pulumi.ComponentResource {
  readonly engine: DatabaseEngine;
  /** Name that stays the same over a failover. */
  readonly host: pulumi.Output<string>;
  readonly port: number;
  readonly databaseName: string;
  readonly username: string;
  /** Secret. */
  readonly password: pulumi.Output<string>;
  /** Roots to verify it by, PEM. */
  readonly caPem: string;
  /** All of this, as nodes log in; secret. */
  readonly login: pulumi.Output<DatabaseLogin>;
  /** The secret of Secrets Manager that has all of this, as AWS's own tools write it. */
  readonly secretArn: pulumi.Output<string>;
  /** Of the instance, or of Aurora's cluster: for a `Backup`. */
  readonly arn: pulumi.Output<string>;
  /** The security group that it is in. */
  readonly groupId: pulumi.Output<string>;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    failOnProblems(`Database ${name}`, checkDatabase(name, { ...args, subnetCount: args.subnetIds.length }));
    super("wso2:index:Database", name, {}, opts);
    const within = { parent: this };
    const { tags } = args;
    const plan = planDatabase({ ...args, subnetCount: args.subnetIds.length });
    const { privateKeyPem } = new tls.PrivateKey(
      `${name}-password`,
      { algorithm: "ECDSA", ecdsaCurve: "P256" },
      within,
    );
    const { passwordGeneration = 1 } = args;
    this.password = pulumi.secret(privateKeyPem.apply((key) => derivePassword(key, passwordGeneration)));
    const group = new TierSecurityGroup(
      name,
      {
        vpcId: args.vpcId,
        description: "database",
        openings: Object.entries(args.allowFrom).map(([from, groupId]) => ({
          from,
          groupId,
          port: plan.port,
        })),
        tags,
      },
      within,
    );
    const machine = createMachine(
      name,
      { args, plan, password: this.password, groupId: group.groupId },
      this,
    );
    this.engine = plan.engine;
    this.host = machine.host;
    this.arn = machine.arn;
    this.port = plan.port;
    this.databaseName = plan.databaseName;
    this.username = plan.username;
    this.caPem = args.caPem;
    this.groupId = group.groupId;
    this.login = pulumi.secret(
      pulumi.all([this.host, this.password]).apply(([host, password]) => ({
        ...{ engine: plan.engine, host, port: plan.port, databaseName: plan.databaseName },
        ...{ username: plan.username, password, caPem: args.caPem },
        ...(args.makeTables === undefined ? {} : { makeTables: args.makeTables }),
        ...(args.jarFolder === undefined ? {} : { jarFolder: args.jarFolder }),
      })),
    );
    const secret = new aws.secretsmanager.Secret(
      name,
      { description: `${plan.engine} of ${name}`, kmsKeyId: args.kmsKeyArn, tags },
      within,
    );
    this.secretArn = secret.arn;
    new aws.secretsmanager.SecretVersion(
      name,
      {
        secretId: secret.id,
        secretString: pulumi.secret(
          pulumi.all([this.host, this.password]).apply(([host, password]) =>
            JSON.stringify({
              ...{ engine: plan.engine, host, port: plan.port },
              ...{ username: plan.username, password, dbname: plan.databaseName },
            }),
          ),
        ),
      },
      within,
    );
    createAlarms(name, { args, plan, machine }, this);
    this.registerOutputs({ host: this.host, secretArn: this.secretArn });
  }

  /**
   * A further database on the same machine, which the first node makes: for products that keep several, `apim_db` and
   * `shared_db`. Same user, same password.
   *
   * @throws pulumi.InputPropertiesError for a name that the engine does not take, and for Oracle, which has one.
   */
  loginTo(databaseName: string): pulumi.Output<DatabaseLogin> {
    failOnProblems(`Database ${databaseName}`, checkFurtherDatabase(this.engine, databaseName));
    return pulumi.secret(this.login.apply((login) => ({ ...login, databaseName, makeDatabase: true })));
  }
}
