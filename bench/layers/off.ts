import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { layers } from './layers.ts';

/**
 * Loaded before the gateway. Replaces the modules of the layer LAYER_OFF with modules of this folder that have the same
 * exports and do nothing. If one of them was not loaded, because it was moved, the process exits with 1 at its first
 * request.
 */
const { LAYER_OFF = '' } = process.env;
const replaced = layers[LAYER_OFF];
if (!replaced) throw new Error(`LAYER_OFF is not a layer: ${LAYER_OFF}`);

/** The modules that are not loaded yet. */
const missing = new Set(Object.keys(replaced));

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    // The replacements import types and functions of what they replace.
    if (context.parentURL?.startsWith(new URL('.', import.meta.url).href)) return resolved;
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
