import { createHash, type X509Certificate } from "node:crypto";

/**
 * SHA-256 of the public keys (SubjectPublicKeyInfo, DER) whose private keys WSO2 has published: in `wso2carbon.jks`
 * and `wso2carbon.p12` of the Carbon kernels 4.5.1 to 4.10.32, and wherever such a file ever stood in the
 * repositories carbon-kernel, product-is, product-ei and micro-integrator.
 */
const publicKeys: ReadonlySet<string> = new Set([
  "12a769c3f680f207ef72565f90945b835fa2cfa641b7c5342641e386780bb978",
  "131376aa6c47751f0abd56b73a7d84fa7f90edeb7c2e26b8ff07df33af3c3632",
  "28396ee1bcfc3cdddefa72692c6ab0ffe28424b6175af1cbd8f2d1adc153e5b1",
  "6715f8b9d6c01af8cd3e3b9559c10c6e55e49f83fe1cdffd80adac201876db06",
  "85c9aa36100b3d93aa1aefd2ea84c9a10935afd7a9a931c11d8bc8a82d002834",
  "884f63a7e19256009e5741c358a5d03e94e6e1a06e1bb4414e5623dc4716c0e5",
  "914b840fcfd7194c2c278c6a9aecca5e7e7019ebb549107e75f61eb5d1a0d046",
  "ab9dbc9c2104a2799538f3ad93737ddf97b57adee210e70b175525404710b6ab",
  "ad874c42382e2a464a3dba787fb3a0b5e2de30100545742758a6fbf0cb6aca5e",
  "b42a33122de66ccd94f7bc4ec3095a182675012cb7b03026cb33f559c56dd1d3",
  "ba3d55920e54e314cb397e3397cbd6e91ad1cf68314d518a7e5166a8122c1343",
  "baacee2534dfda52f1404e1faa37e6d2e739d06c7349f0ae3244efb043552d9a",
  "bbf5e12f2cda252921a6d4dee7814a22c489af71b8e849511e12b58fdba9f7e7",
  "be316d356dd4254e968a8f0b8c1edafcd34d3160fb00b690ad9d855d0248f066",
  "caa08ab78bb6223dd7f464a988b788e2fbd5a5899033b1cdf19f8727def145e3",
  "d1111226285a6506fe16c07e0d1f5968659471a9e30287530866eacb303c9ee6",
  "da909c62b1bdd210c5c70382b15c9aef0a5b423aa1072dce3ec172c93fbbd74f",
  "eb479350c27268ca7197f6b928677f9bebb333e62f10ca49db07e56a73b2c961",
  "f725c1a5f499f78e7016529087d312f86856f3b4fc38d01163a63145411d3f40",
]);

/** Whether everybody has the certificate's private key, because WSO2 ships it. */
export function isShippedByWso2(certificate: X509Certificate): boolean {
  const { subject, publicKey } = certificate;
  const key = publicKey.export({ format: "der", type: "spki" });
  if (publicKeys.has(createHash("sha256").update(key).digest("hex"))) return true;
  // One that was made after this list: WSO2 names them all so.
  const lines = subject.split("\n");
  return lines.includes("CN=localhost") && lines.includes("O=WSO2");
}
