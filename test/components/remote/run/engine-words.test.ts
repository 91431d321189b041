import { destroysAll } from "../../../../components/remote/run/engine-words";

test.each<[string, boolean]>([
  ["pulumi destroy", true],
  ["/usr/local/bin/pulumi destroy --yes --stack prod", true],
  ["pulumi down -y", true],
  ["pulumi -C infra -v 3 --color never destroy", true],
  ["pulumi destroy --exclude-protected", true],
  ["pulumi up", false],
  ["pulumi up --stack destroy", false],
  ["pulumi --cwd destroy up", false],
  ["pulumi destroy --target urn", false],
  ["pulumi destroy --target=urn", false],
  ["pulumi destroy -x urn", false],
  ["pulumi", false],
  ["node destroy", false],
  ["", false],
])("%s: %s", (words, expected) => {
  expect(destroysAll(words.split(" ").filter(Boolean))).toBe(expected);
});
