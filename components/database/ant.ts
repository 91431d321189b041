import type { PublishedJar } from "./drivers";

const central = "https://repo1.maven.org/maven2/org/apache/ant";

/**
 * Apache Ant, whose `sql` task runs a product's scripts through the product's own driver: whatever the engine, and
 * by the very address, user and trust with which the server will come.
 */
export const antJars: readonly PublishedJar[] = [
  {
    source: `${central}/ant/1.10.18/ant-1.10.18.jar`,
    sha256: "a12d775f581ad87592b1b1c7ff6fa5bcf6bb784974b94c848b0695ae15765f46",
  },
  {
    source: `${central}/ant-launcher/1.10.18/ant-launcher-1.10.18.jar`,
    sha256: "b96e61ec45a9cbb2cf8d009c47ca544b451f419df105195a919205af7af47aa2",
  },
];
