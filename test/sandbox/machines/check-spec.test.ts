import { checkId, checkSpec } from "../../../sandbox/machines/check-spec";

const network = { cidr: "10.41.0.0/16", gateway: "10.41.0.1" };
const spec = {
  name: "i-0a1b2c3d4e5f60718",
  image: "/image",
  imageLabel: "debian-12",
  addresses: ["10.41.0.11"],
  hostname: "node1.example.com",
  authorizedKeys: [],
};

it("takes what EC2 gives", () => {
  expect(() => checkSpec(spec, network)).not.toThrow();
});

it.each([
  [{ name: "../etc" }, 'machine name "../etc": use 1 to 40 of a-z, 0-9 and "-", no "-" at an end'],
  [{ name: "i-" }, 'machine name "i-": use 1 to 40 of a-z, 0-9 and "-", no "-" at an end'],
  [{ name: "i".repeat(41) }, "use 1 to 40 of a-z"],
  [{ addresses: [] }, "machine i-0a1b2c3d4e5f60718 has no address; give it at least one"],
  [{ addresses: ["10.42.0.1"] }, "10.42.0.1 is no host address of 10.41.0.0/16"],
  [{ addresses: ["10.41.0.0"] }, "10.41.0.0 is no host address of 10.41.0.0/16"],
  [{ addresses: ["10.41.0.11", "10.41.0.1"] }, "10.41.0.1 is the gateway's address; give another"],
  [{ hostname: "node 1" }, 'machine i-0a1b2c3d4e5f60718: bad host name "node 1"'],
])("fails on %j", (change, message) => {
  expect(() => checkSpec({ ...spec, ...change }, network)).toThrow(message);
});

it.each(["", "W1", "1w", "w-1", "w234567890123456"])('fails on the sandbox id "%s"', (id) => {
  expect(() => checkId(id)).toThrow(`sandbox id "${id}": use 1 to 15 of a-z and 0-9, a letter first`);
});
