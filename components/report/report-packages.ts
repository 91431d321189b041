/** What draws a report. Only this command needs them, so whoever imports the library is not made to have them. */
export const reportPackages: Readonly<Record<string, string>> = {
  echarts: "6.1.0",
  "@resvg/resvg-js": "2.6.2",
  "@expo-google-fonts/inter": "0.4.2",
};

/** @throws Error that says what to install. */
export function requireReportPackages(resolve: (name: string) => string = require.resolve): void {
  const missing = Object.entries(reportPackages).filter(([name]) => {
    try {
      resolve(`${name}/package.json`);
      return false;
    } catch {
      return true;
    }
  });
  if (missing.length === 0) return;
  const wanted = missing.map(([name, version]) => `${name}@${version}`).join(" ");
  throw new Error(`a report needs packages that are not here; npm install --save-dev --save-exact ${wanted}`);
}
