import type { ListenerCertificatePlan } from "../../../../components/load-balancers/listener-certificate-plan";
import {
  type ListenerCalls,
  setCertificate,
} from "../../../../components/load-balancers/live/set-listener-certificate";
import { fakeContext } from "../../rolling/membership/fake-balancer";
import { awsError } from "./fake-elb";

const plan: ListenerCertificatePlan = {
  loadBalancerName: "wso2-prod",
  region: "us-east-1",
  port: 443,
  instancePort: 8443,
  certificateArn: "arn:aws:iam::1:server-certificate/new",
};

/** A load balancer with one listener; each set may fail first. */
function fakeElb(listener: object | undefined, failures: string[] = []) {
  const set: object[] = [];
  const shown = { LoadBalancerPort: 443, InstancePort: 8443, ...listener } as { SSLCertificateId?: string };
  const ListenerDescriptions = listener ? [{ Listener: shown }] : [];
  const elb = {
    describeLoadBalancers: async () => ({ LoadBalancerDescriptions: [{ ListenerDescriptions }] }),
    setLoadBalancerListenerSSLCertificate: async (input: { SSLCertificateId: string }) => {
      const failed = failures.shift();
      if (failed) throw awsError(failed);
      set.push(input);
      shown.SSLCertificateId = input.SSLCertificateId;
    },
  };
  return { set, elb: elb as unknown as ListenerCalls };
}

describe("set-listener-certificate", () => {
  it("sets the certificate of the one listener and sees it there", async () => {
    const { set, elb } = fakeElb({ SSLCertificateId: "old" });
    const result = await setCertificate(fakeContext(), plan, elb);
    expect(result).toEqual({ listener: "wso2-prod:443", certificate: plan.certificateArn });
    expect(set).toEqual([
      { LoadBalancerName: "wso2-prod", LoadBalancerPort: 443, SSLCertificateId: plan.certificateArn },
    ]);
  });

  it("changes nothing where the listener has it already", async () => {
    const { set, elb } = fakeElb({ SSLCertificateId: plan.certificateArn });
    expect(await setCertificate(fakeContext(), plan, elb)).toMatchObject({ before: true });
    expect(set).toEqual([]);
  });

  it("waits until AWS knows a certificate that was made a moment ago", async () => {
    const { set, elb } = fakeElb({ SSLCertificateId: "old" }, ["CertificateNotFoundException"]);
    await setCertificate(fakeContext(), plan, elb);
    expect(set).toHaveLength(1);
  });

  it("fails for what waiting does not mend, and says what AWS said", async () => {
    const { elb } = fakeElb({ SSLCertificateId: "old" }, ["AccessDenied"]);
    await expect(setCertificate(fakeContext(), plan, elb)).rejects.toThrow(
      `wso2-prod: set the certificate: expected ${plan.certificateArn}, saw AccessDenied: AccessDenied of the fake`,
    );
  });

  it("fails where there is no such listener", async () => {
    const { elb } = fakeElb(undefined);
    await expect(setCertificate(fakeContext(), plan, elb)).rejects.toThrow(
      "wso2-prod: find the listener: expected a listener on port 443, saw listeners none",
    );
  });

  it("fails for another port of the instances, which can't change while the listener serves", async () => {
    const { set, elb } = fakeElb({ SSLCertificateId: "old", InstancePort: 443 });
    await expect(setCertificate(fakeContext(), plan, elb)).rejects.toThrow(
      "wso2-prod: check the listener: expected listener 443 goes to port 8443 of the instances, saw port 443",
    );
    expect(set).toEqual([]);
  });
});
