import { renderDisk } from "../../../sandbox/machines/render-disk";

const spec = {
  name: "i-1",
  image: "/image",
  imageLabel: "debian-12-amd64-20250316-2053",
  addresses: ["10.41.0.11", "10.41.0.50"],
  hostname: "node1",
  authorizedKeys: ["ssh-ed25519 AAAA one\n", "ssh-ed25519 BBBB two"],
};

it("writes what cloud-init would", () => {
  expect(renderDisk(spec)).toEqual([
    { path: "etc/hostname", content: "node1\n", mode: 0o644 },
    {
      path: "etc/hosts",
      content: "127.0.0.1 localhost\n10.41.0.11 node1\n::1 localhost ip6-localhost ip6-loopback\n",
      mode: 0o644,
    },
    { path: "etc/sandbox-image", content: "debian-12-amd64-20250316-2053\n", mode: 0o644 },
    {
      path: "root/.aws/config",
      content: "[default]\nendpoint_url = http://169.254.169.253\n",
      mode: 0o600,
    },
    {
      path: "home/admin/.ssh/authorized_keys",
      content: "ssh-ed25519 AAAA one\nssh-ed25519 BBBB two\n",
      mode: 0o600,
      owner: 1000,
    },
  ]);
});

it("knows a full host name by its first label too", () => {
  const hosts = renderDisk({ ...spec, hostname: "node1.example.com" })[1];
  expect(hosts?.content).toContain("10.41.0.11 node1.example.com node1\n");
});
