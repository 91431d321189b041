import { parseOsRelease } from "../../../sandbox/prerequisites/operating-system";

it.each([
  [
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n',
    { label: "Debian GNU/Linux 12 (bookworm)", hasApt: true, isUbuntu: false, release: 12 },
  ],
  [
    'PRETTY_NAME="Ubuntu 24.04.2 LTS"\nID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n',
    { label: "Ubuntu 24.04.2 LTS", hasApt: true, isUbuntu: true, release: 24 },
  ],
  [
    'PRETTY_NAME="Linux Mint 22"\nID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_ID="22"\n',
    { label: "Linux Mint 22", hasApt: true, isUbuntu: true, release: 22 },
  ],
  [
    "PRETTY_NAME='Debian GNU/Linux trixie/sid'\nID=debian\n",
    { label: "Debian GNU/Linux trixie/sid", hasApt: true, isUbuntu: false, release: 0 },
  ],
  [
    'PRETTY_NAME="Fedora Linux 42"\nID=fedora\nVERSION_ID=42\n',
    { label: "Fedora Linux 42", hasApt: false, isUbuntu: false, release: 42 },
  ],
  ["", { label: "an unknown Linux", hasApt: false, isUbuntu: false, release: 0 }],
])("reads %j", (text, expected) => {
  expect(parseOsRelease(text)).toEqual(expected);
});
