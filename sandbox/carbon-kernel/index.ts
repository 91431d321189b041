/** WSO2's own Carbon kernels, and in the sandbox's zips of them one bundle that answers a load generator. */
export { ensureKernelPack, kernelPackFolder } from "./ensure-kernel-pack";
export { ensureProductPack, type KernelProduct, productPackFolder } from "./ensure-product-pack";
export { kernels } from "./kernels";
export { mapConfig } from "./map-config";
