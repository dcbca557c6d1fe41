import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';

/**
 * Loaded before the gateway. Replaces the measured modules, for cost, ceiling, rate limits and authentication, with
 * modules of this folder that have the same exports and do nothing. If one of them was not loaded, because it was
 * moved, the process exits with 1 at its first request.
 */
const replaced: Record<string, string> = {
  'gateway/limits/cost-limit.ts': './no-cost-limit.ts',
  'gateway/limits/admission.ts': './no-admission.ts',
  'gateway/limits/cost-account.ts': './no-cost-account.ts',
  'gateway/auth/authenticator.ts': './no-authentication.ts',
};

/** The modules that are not loaded yet. */
const missing = new Set(Object.keys(replaced));

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const [file, stub] = Object.entries(replaced).find(([file]) => resolved.url.endsWith(`/${file}`)) ?? [];
    if (file === undefined || stub === undefined) return resolved;
    missing.delete(file);
    return { ...resolved, url: new URL(stub, import.meta.url).href };
  },
});

// Checked in the main thread only, because planning threads load fewer modules. All modules are loaded when the gateway
// listens.
const firstRequest = 'http.server.request.start';
if (isMainThread) subscribe(firstRequest, expectAll);

function expectAll(): void {
  unsubscribe(firstRequest, expectAll);
  if (missing.size === 0) return;
  process.stderr.write(`Not replaced, because it was never loaded: ${[...missing].join(', ')}\n`);
  process.exit(1);
}
