import { parseOpenPorts } from "../../../../components/nodes/live/ports";

/** Of iproute2 6.1. */
const listening = `LISTEN 0      4096   0.0.0.0:22         0.0.0.0:*
LISTEN 0      100    *:8253             *:*
LISTEN 0      100    [::ffff:127.0.0.1]:9201   *:*
LISTEN 0      100    127.0.0.1:18290    0.0.0.0:*
`;

describe("parseOpenPorts", () => {
  it("finds ports at whatever address, and no port that only ends alike", () => {
    expect(parseOpenPorts(listening, [8253, 8290, 9201])).toEqual([8253, 9201]);
  });
});
