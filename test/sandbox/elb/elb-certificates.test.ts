import { planClassicPlane } from "../../../sandbox/elb/classic-plane";
import { planCertificateFiles } from "../../../sandbox/elb/elb-certificates";
import { certificateFile } from "../../../sandbox/elb/elb-files";
import { elb, https } from "./elb-fixture";

const arn = https.certificateArn ?? "";

it("bundles certificate, chain and key of the HTTPS listeners", () => {
  const held = { arn, certificateBody: "BODY\n", certificateChain: "CHAIN", privateKey: "KEY\n\n" };
  expect([...planCertificateFiles(planClassicPlane(elb), [held])]).toEqual([
    [certificateFile(arn), "BODY\nCHAIN\nKEY\n"],
  ]);
  expect([...planCertificateFiles(planClassicPlane(elb), [{ ...held, certificateChain: null }])]).toEqual([
    [certificateFile(arn), "BODY\nKEY\n"],
  ]);
});

it("fails when IAM doesn't hold the certificate", () => {
  expect(() => planCertificateFiles(planClassicPlane(elb), [])).toThrow(
    `web: a listener names certificate ${arn}`,
  );
});
