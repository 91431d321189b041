import { destroysAll, goesOnAfterErrors } from "../../../../components/remote/run/engine-words";

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

test.each<[string, boolean, boolean]>([
  ["pulumi up --continue-on-error", false, true],
  ["/usr/bin/pulumi update --yes --continue-on-error=true --stack prod", false, true],
  ["pulumi up", true, true],
  ["pulumi up --continue-on-error=false", true, false],
  ["pulumi up --continue-on-error=false --continue-on-error", false, true],
  ["pulumi up", false, false],
  ["pulumi destroy --continue-on-error", true, false],
  ["node up --continue-on-error", true, false],
  ["", true, false],
])("%s, and on in the environment %s: %s", (words, inEnvironment, expected) => {
  expect(goesOnAfterErrors(words.split(" ").filter(Boolean), inEnvironment)).toBe(expected);
});
