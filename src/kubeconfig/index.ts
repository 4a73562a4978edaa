export { makeKubeConfig, type KubeConfigOptions } from './kube-config.ts';
