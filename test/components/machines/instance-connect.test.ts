import { renderOpenTunnel } from "../../../components/machines/instance-connect";
import { nameRules } from "../../../components/validation/names";

describe("the command of an Instance Connect Endpoint", () => {
  const command = renderOpenTunnel("eice-0123456789abcdef0", "eu-west-1");

  it("is AWS CLI's, with the machine's address and port left to whoever connects", () => {
    expect(command).toBe(
      "aws ec2-instance-connect open-tunnel --instance-connect-endpoint-id eice-0123456789abcdef0 --region eu-west-1 --private-ip-address %h --remote-port %p",
    );
  });

  it("is one that a target takes", () => {
    expect(command).toMatch(nameRules.proxyCommand.pattern);
  });
});
