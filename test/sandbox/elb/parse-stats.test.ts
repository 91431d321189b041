import { parseHealth, sumInFlight } from "../../../sandbox/elb/parse-stats";

const csv = `# pxname,svname,qcur,scur,status,check_status,check_code,
health,i-1,0,0,UP,L7OK,200,
health,i-2,0,0,UP 1/3,L7OK,200,
health,i-3,0,0,DOWN 1/2,L7STS,503,
health,i-4,0,0,MAINT,,,
health,BACKEND,0,0,UP,,,
port_80,i-1,0,0,UP,,,
listener_80,FRONTEND,,3,OPEN,,,

`;

it("reads the health of each instance and what its last check met", () => {
  expect(parseHealth(csv)).toEqual([
    { instanceId: "i-1", state: "InService", lastCheck: "L7OK/200" },
    { instanceId: "i-2", state: "InService", lastCheck: "L7OK/200" },
    { instanceId: "i-3", state: "OutOfService", lastCheck: "L7STS/503" },
    { instanceId: "i-4", state: "OutOfService", lastCheck: "" },
  ]);
});

it("counts what is on its way to each address, in every worker", () => {
  const head = "# pxname,svname,qcur,scur,addr,\n";
  const serving = `${head}port_80,i-2,0,3,10.0.0.2:80,\nport_80,BACKEND,0,3,,\nhealth,i-2,0,7,10.0.0.2:8405,\n`;
  const old = `${head}port_80,i-1,1,1,10.0.0.1:80,\nport_443,i-1,0,2,10.0.0.1:443,\nport_80,i-3,0,0,10.0.0.3:80,\n`;
  expect(sumInFlight([serving, old])).toEqual({ "10.0.0.2": 3, "10.0.0.1": 4 });
});
