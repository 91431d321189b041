// Runs in namespaces of its own, as the first machine's first process would: a data plane under load, which gets
// another certificate and whose instances go out and come in again, one after the other. Prints what came of it.
const { execFileSync } = require("node:child_process");
const { readFileSync } = require("node:fs");
const { Agent, get } = require("node:https");
const { connect } = require("node:tls");

const [kind, folder, dist] = process.argv.slice(2);
const { ElbDataPlane } = require(`${dist}/sandbox/elb/data-plane.js`);
const { planTargetPlane } = require(`${dist}/sandbox/elb/target-plane.js`);
const { planClassicPlane } = require(`${dist}/sandbox/elb/classic-plane.js`);
const { planCertificateFiles } = require(`${dist}/sandbox/elb/elb-certificates.js`);
const { pollUntil } = require(`${dist}/sandbox/elb/poll-until.js`);

const host = "127.0.0.1";
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const held = ["one", "two"].map((name) => {
  const [key, pem] = [`${folder}/${name}.key`, `${folder}/${name}.pem`];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", `/CN=${name}`];
  execFileSync("openssl", ["req", "-x509", ...curve, "-keyout", key, "-out", pem], { stdio: "ignore" });
  return { arn: name, certificateBody: readFileSync(pem, "utf8"), privateKey: readFileSync(key, "utf8") };
});
const everybody = [
  { instanceId: "i-1", address: "127.0.0.2", zone: "a", port: 8080 },
  { instanceId: "i-2", address: "127.0.0.3", zone: "b", port: 8080 },
];
const check = {
  ...{ protocol: "HTTP", path: "/ready", codes: "200", intervalSec: 1, timeoutSec: 1 },
  ...{ healthyThreshold: 2, unhealthyThreshold: 2 },
};
const place = { name: "shop", dnsName: "", subnetIds: [], idleTimeoutSec: 60 };

function planOf(members, arn) {
  if (kind === "classic") {
    const ports = { port: 443, protocol: "HTTPS", instancePort: 8080, instanceProtocol: "HTTP" };
    const listeners = [{ ...ports, certificateArn: arn, minTls: "TLSv1.2", stickyCookie: "JSESSIONID" }];
    const rest = { members, listeners, healthCheck: { ...check, port: 8080 }, crossZone: true };
    return planClassicPlane({ ...place, ...rest, drainingTimeoutSec: 10 });
  }
  const isNetwork = kind === "network";
  const group = {
    ...{ arn: "group", name: "group", protocol: isNetwork ? "TCP" : "HTTP", check, targets: members },
    ...{ algorithm: isNetwork ? "random" : "roundrobin", crossZone: true, slowStartSec: 0 },
    ...{ deregistrationDelaySec: 4, cuts: !isNetwork, proxyProtocol: false },
    ...(isNetwork ? {} : { stickiness: { type: "app_cookie", cookie: "JSESSIONID", sec: 60 } }),
  };
  const rules = [{ conditions: [], action: { type: "forward", groupArn: "group" } }];
  const tls = { port: 443, protocol: isNetwork ? "TLS" : "HTTPS", certificateArns: [arn], minTls: "TLSv1.2" };
  return planTargetPlane({
    ...place,
    kind,
    groups: [group],
    listeners: [{ ...tls, rules, idleTimeoutSec: 350 }],
  });
}

const ask = (agent) =>
  new Promise((resolve, reject) => {
    const outgoing = get({ host, agent, rejectUnauthorized: false }, (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode, body }));
    });
    outgoing.on("error", reject);
  });

const shown = () =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port: 443, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().subject.CN);
      socket.end();
    });
    socket.on("error", reject);
  });

async function run() {
  const plane = new ElbDataPlane(1, () => {});
  const apply = async (members, arn) => {
    const model = planOf(members, arn);
    await plane.apply(model, planCertificateFiles(model, held));
    await plane.follow(model.pools);
    await pollUntil("all in service", 20, async () => {
      const seen = [...(await plane.health(model.pools)).values()].flat();
      return seen.filter(({ state }) => state === "InService").length === members.length || undefined;
    });
  };
  await apply(everybody, "one");
  const failed = [];
  let [answered, ended, answering] = [0, false, new Set()];
  const loops = [false, true, false, true].map(async (keepAlive) => {
    const agent = keepAlive ? new Agent({ keepAlive, maxSockets: 1 }) : false;
    while (!ended) {
      const { status, body } = await ask(agent).catch((error) => ({ status: error.code, body: "" }));
      if (status === 200) answered += 1;
      else failed.push(`${status} ${keepAlive ? "on a kept connection" : ""}`);
      if (!keepAlive) answering.add(body);
      await pause(5);
    }
  });
  await apply(everybody, "two");
  await pollUntil("the new certificate", 20, async () => (await shown()) === "two" || undefined);
  const alone = [];
  for (const out of everybody) {
    const rest = everybody.filter((each) => each !== out);
    await apply(rest, "two");
    answering = new Set();
    await pollUntil("answers", 20, async () => answering.size > 0 || undefined);
    await pause(300);
    alone.push([...answering].join());
    await apply(everybody, "two");
  }
  ended = true;
  await Promise.all(loops);
  console.log(JSON.stringify({ failed, many: answered > 200, alone }));
  process.exit(0);
}

run().catch((error) => {
  console.error(error);
  process.exit(1);
});
