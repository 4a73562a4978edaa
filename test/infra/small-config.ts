export const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:kubeconfigs/trading-AbCdEf';

/** As few settings as there can be. */
export const SMALL_CONFIG = `
name: reporter
schedule: { rate: 15 minutes }
targets:
  - { name: trading-bots, namespace: trading-bots, labelSelector: app=tuning, kubeconfigSecretArn: '${SECRET}' }
`;
