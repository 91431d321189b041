import { line, matching, optional, port, shape } from "../remote/plan-shape";
import { awsPlace, elbName } from "./aws-shapes";
import type { ListenerCertificatePlan } from "./listener-certificate-plan";

/** Of `set-listener-certificate`. */
export const listenerCertificatePlan = shape<ListenerCertificatePlan>({
  ...awsPlace,
  loadBalancerName: elbName,
  port,
  instancePort: port,
  certificateArn: matching("the ARN of a certificate in IAM or ACM", /^arn:[^:\s]+:(iam|acm):\S+$/),
  progress: optional(line),
});
