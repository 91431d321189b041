import { renderMariadbSettings, sqlText } from "../../../sandbox/databases/mariadb-files";

it.each([
  ["plain", "'plain'"],
  ["it's", "'it''s'"],
  ["ends in \\", "'ends in \\\\'"],
  ["\\' OR 1 -- ", "'\\\\'' OR 1 -- '"],
])("%s is one string of SQL", (value, text) => {
  expect(sqlText(value)).toBe(text);
});

it("a server has TLS alone, takes no writes at first, and tells a commit once the standby has it", () => {
  const settings = renderMariadbSettings({ home: "/srv/a", port: 3306, listen: "*", serverId: 7 }).split(
    "\n",
  );
  expect(settings).toEqual(
    expect.arrayContaining([
      ...["require-secure-transport", "read-only", "rpl-semi-sync-slave-enabled", "log-slave-updates"],
      ...["rpl-semi-sync-master-wait-point = AFTER_SYNC", "server-id = 7", "datadir = /srv/a/data"],
    ]),
  );
});
