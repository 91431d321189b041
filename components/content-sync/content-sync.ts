import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { failOnProblems } from "../validation/fail-on-problems";
import { type ContentProduct, checkContent } from "./check-content";
import { contentPackages, defaultContentPort } from "./content-paths";
import type { ContentPlan } from "./content-plan";
import type { ContentSyncSettings, NfsShare } from "./content-settings";
import { planContent, planSharedContent, type SharedFacts } from "./plan-content";

/** What a content sync is made with. */
export interface ContentSyncArgs extends ContentSyncSettings {
  /** Whose folders they are: `planIdentityServer(...)`. */
  product: ContentProduct;
  /** Addresses of the nodes, by key, that they reach each other by. */
  nodes: Record<string, pulumi.Input<string>>;
  /**
   * The folders lie on a file system that all nodes mount: of a `SharedFileSystem`, or of a server of yours. Settings of
   * rsync are refused beside it. @default rsync from one writer
   */
  share?: NfsShare;
}

/**
 * Keeps folders of a product's home the same on all nodes, by rsync over SSH from one writer, or on a file system that
 * all mount; for products that keep something in files which another node needs. Give it to the nodes' `Wso2Workload` as
 * `contentSync`; for rsync, open `port` among the nodes.
 *
 * @throws pulumi.InputPropertiesError with every problem of the input; also for a version that needs none
 */
export class ContentSync extends pulumi.ComponentResource {
  /** On which nodes give their content to each other. */
  readonly port: number;
  /** What a machine must have for it. */
  readonly packages: readonly { readonly command: string; readonly name: string }[];
  /** Whether all nodes mount one file system. */
  readonly isShared: boolean;
  private readonly keys: pulumi.Output<[KeyPair, KeyPair]> | undefined;

  constructor(
    name: string,
    private readonly args: ContentSyncArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    failOnProblems(`ContentSync ${name}`, checkContent(args.product, args, Object.keys(args.nodes)));
    super("wso2:index:ContentSync", name, {}, opts);
    this.port = args.port ?? defaultContentPort;
    this.packages = contentPackages(args.share);
    this.isShared = args.share !== undefined;
    this.keys = this.isShared ? undefined : createKeys(name, this);
    this.registerOutputs({ port: this.port });
  }

  /** How one node keeps its content; secret. */
  plan(node: string): pulumi.Output<ContentPlan> {
    const { product, nodes, share, ...settings } = this.args;
    if (share) return planShared({ product, settings, node }, share);
    if (!this.keys) throw new Error(`no keys for the content of ${node}`);
    return pulumi.all([this.keys, pulumi.all(nodes)]).apply(([[reader, source], addresses]) =>
      planContent({
        ...{ product, settings, node, addresses },
        keys: {
          ...{ readerKey: reader.secret, readerPublicKey: reader.open },
          ...{ sourceKey: source.secret, sourcePublicKey: source.open },
        },
      }),
    );
  }
}

function planShared(facts: Omit<SharedFacts, "nfs">, share: NfsShare): pulumi.Output<ContentPlan> {
  const { server, path = "/", efs } = share;
  return pulumi
    .output(server)
    .apply((known) => planSharedContent({ ...facts, nfs: { server: known, path, ...(efs ? { efs } : {}) } }));
}

/** Of those who ask, and of those who answer. */
function createKeys(name: string, parent: pulumi.Resource): pulumi.Output<[KeyPair, KeyPair]> {
  const key = (role: string) => new tls.PrivateKey(`${name}-${role}`, { algorithm: "ED25519" }, { parent });
  const [reader, source] = [key("reader"), key("source")];
  return pulumi.secret(pulumi.all([pairOf(reader), pairOf(source)]));
}

interface KeyPair {
  readonly secret: string;
  readonly open: string;
}

/** In OpenSSH's form. */
function pairOf(key: tls.PrivateKey): pulumi.Output<KeyPair> {
  return pulumi
    .all([key.privateKeyOpenssh, key.publicKeyOpenssh])
    .apply(([secret, open]) => ({ secret, open }));
}
