import {
  planPackages,
  renderInstall,
  renderInstallLine,
  renderMissing,
  renderUpdate,
} from "../../../sandbox/prerequisites/plan-packages";
import { requirements } from "../../../sandbox/prerequisites/requirements";

const debian = (release: number) => ({ label: "Debian", hasApt: true, isUbuntu: false, release });
const ubuntu = (release: number) => ({ label: "Ubuntu", hasApt: true, isUbuntu: true, release });
const named = (...names: string[]) => requirements.filter(({ name }) => names.includes(name));

describe("planPackages", () => {
  it("plans all for a fresh Debian 12", () => {
    expect(planPackages(requirements, debian(12))).toEqual([
      "debian-archive-keyring",
      "iproute2",
      "maven",
      "mmdebstrap",
      "openjdk-17-jdk-headless",
      "openssh-client",
      "python3",
      "python3-venv",
      "systemd-container",
      "unzip",
      "zip",
    ]);
  });

  it("takes each package once", () => {
    expect(planPackages(named("ssh", "ssh-keygen"), debian(12))).toEqual(["openssh-client"]);
  });

  it.each([
    [debian(12), "openjdk-17-jdk-headless"],
    [debian(13), "default-jdk-headless"],
    [debian(0), "default-jdk-headless"],
    [ubuntu(22), "openjdk-17-jdk-headless"],
    [ubuntu(24), "openjdk-17-jdk-headless"],
  ])("picks the JDK that %j has", (system, expected) => {
    expect(planPackages(named("a JDK, 17 or newer"), system)).toEqual([expected]);
  });

  it("plans nothing for nothing", () => {
    expect(planPackages([], debian(12))).toEqual([]);
  });
});

it("runs apt-get without a question", () => {
  const start = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"];
  expect(renderUpdate()).toEqual([...start, "update", "-q"]);
  expect(renderInstall(["maven", "zip"])).toEqual([
    ...start,
    ...["install", "-q", "-y", "--no-install-recommends", "maven", "zip"],
  ]);
});

it("names what is missing, what for, and the line to paste", () => {
  expect(renderMissing(named("systemd-nspawn", "zip"))).toBe(
    "systemd-nspawn (to run machines), zip (to pack distributions)",
  );
  expect(renderInstallLine(["maven", "zip"], false)).toBe(
    "sudo apt-get update && sudo apt-get install -y --no-install-recommends maven zip",
  );
  expect(renderInstallLine(["zip"], true)).toBe(
    "apt-get update && apt-get install -y --no-install-recommends zip",
  );
});
