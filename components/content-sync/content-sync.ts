import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { failOnProblems } from "../validation/fail-on-problems";
import { type ContentProduct, checkContent } from "./check-content";
import { defaultContentPort, rsyncPackages } from "./content-paths";
import type { ContentPlan } from "./content-plan";
import type { ContentSyncSettings } from "./content-settings";
import { planContent } from "./plan-content";

/** What a content sync is made with. */
export interface ContentSyncArgs extends ContentSyncSettings {
  /** Whose folders they are: `planIdentityServer(...)`. */
  product: ContentProduct;
  /** Addresses of the nodes, by key, that they reach each other by. */
  nodes: Record<string, pulumi.Input<string>>;
}

/**
 * Keeps folders of a product's home the same on all nodes, by rsync over SSH from one writer; for products that keep
 * something in files which another node needs. Give it to the nodes' `Wso2Workload` as `contentSync`, and open `port`
 * among the nodes.
 *
 * @throws pulumi.InputPropertiesError with every problem of the input; also for a version that needs none
 */
export class ContentSync extends pulumi.ComponentResource {
  /** On which nodes give their content to each other. */
  readonly port: number;
  /** What a machine must have for it. */
  readonly packages = rsyncPackages;
  private readonly keys: pulumi.Output<[KeyPair, KeyPair]>;

  constructor(
    name: string,
    private readonly args: ContentSyncArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    failOnProblems(`ContentSync ${name}`, checkContent(args.product, args, Object.keys(args.nodes)));
    super("wso2:index:ContentSync", name, {}, opts);
    const within = { parent: this };
    this.port = args.port ?? defaultContentPort;
    const key = (role: string) => new tls.PrivateKey(`${name}-${role}`, { algorithm: "ED25519" }, within);
    const [reader, source] = [key("reader"), key("source")];
    this.keys = pulumi.secret(pulumi.all([pairOf(reader), pairOf(source)]));
    this.registerOutputs({ port: this.port });
  }

  /** How one node keeps its content; secret. */
  plan(node: string): pulumi.Output<ContentPlan> {
    const { product, nodes, ...settings } = this.args;
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
