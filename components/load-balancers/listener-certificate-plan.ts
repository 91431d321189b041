import type { RollPart } from "../remote/roll-part";

/** `set-listener-certificate`: the certificate of one listener of a classic ELB, changed without closing the port. */
export interface ListenerCertificatePlan extends RollPart {
  readonly loadBalancerName: string;
  readonly region: string;
  /** Of the shared AWS configuration. @default the AWS SDK's */
  readonly profile?: string;
  /** Of the listener. */
  readonly port: number;
  /** Where the listener sends requests; its own port and this can't be changed without closing it. */
  readonly instancePort: number;
  readonly certificateArn: string;
}
