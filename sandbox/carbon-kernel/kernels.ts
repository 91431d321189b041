/** WSO2's Carbon kernels that can be had as Maven packages (`org.wso2.carbon:wso2carbon-core`, zip), by SHA-256. */
export const kernels: Readonly<Record<string, string>> = {
  "4.5.1": "c35968be6fe352c4157541fc30ee257dbb2529b45c6f554607f8cfaebce71135",
  "4.6.3-m4": "4cf699b038c0a8b35d90630d9359d17525534d6b54a00f7493abf9b59f2bbf70",
  "4.7.1": "fa0993ae2d4658a47fee1d60b989d902fc93d86af6ae0ab3ef19ce063876a643",
  "4.8.1": "2e3d4717195d107397b411e39e5091e26268b2bcb0ec525537736dc284476773",
  "4.9.1-m1": "6cb2eb1463d9b5ac580f705605c6044d12bb0b5bc1749f03ab83de5e08e39cc7",
  "4.10.2": "0f589b6e1ba5d26921ea093151001dad48cbe957fc506303f37150504bc39d84",
  "4.10.32": "f982b1cd6482c0cd880b8046a90a20f463223b9408dba08eb71c30556b7397b2",
};
