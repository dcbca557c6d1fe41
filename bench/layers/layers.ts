const limits = {
  'gateway/limits/cost-limit.ts': './no-cost-limit.ts',
  'gateway/limits/admission.ts': './no-admission.ts',
  'gateway/limits/cost-account.ts': './no-cost-account.ts',
};

/**
 * The layers that are measured: the modules of each, by path, and the modules of this folder that replace them. The
 * gateway responds the same without any of them.
 */
export const layers: Record<string, Record<string, string>> = {
  authentication: { 'gateway/auth/authenticator.ts': './no-authentication.ts' },
  'host check': { 'gateway/http/host.ts': './no-host-check.ts' },
  'CORS headers': { 'gateway/http/cors.ts': './no-cors.ts' },
  'open requests': { 'gateway/limits/open-requests.ts': './no-open-requests.ts' },
  admission: { 'gateway/limits/admission.ts': './no-admission.ts' },
  'cost account': { 'gateway/limits/cost-account.ts': './no-cost-account.ts' },
  'cost as a whole': limits,
  concurrency: { 'gateway/limits/concurrency.ts': './no-concurrency.ts' },
  'input checks': { 'gateway/execution/inputs/check.ts': './no-input-checks.ts' },
  'node checks': { 'gateway/execution/node-checks.ts': './no-node-checks.ts' },
  'access policy': { 'gateway/policy/policy.ts': './no-policy.ts' },
  audit: { 'gateway/execution/audit.ts': './no-audit.ts' },
  compression: { 'gateway/http/compression.ts': './no-compression.ts' },
  'record of running operations': { 'kit/process/running-operations.ts': './no-running-operations.ts' },
  'execution before Apollo Server': { 'gateway/limits/known-documents.ts': './no-known-documents.ts' },
  'all limits and authentication': { ...limits, 'gateway/auth/authenticator.ts': './no-authentication.ts' },
};
