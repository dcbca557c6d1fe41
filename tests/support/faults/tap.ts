import { openFaultProxy } from './fault-proxy.ts';
import type { Protocol } from './wire.ts';

/** A TCP proxy in front of a backend that counts requests: the reliable way to know how often the backend was called. */
export interface Tap {
  port: number;
  /** Calls since the last reset. */
  calls(): number;
  reset(): void;
  /** Calls a function once, before the first matching bytes are forwarded. */
  atFirst(pattern: RegExp, act: () => void): void;
  close(): Promise<void>;
}

/** Opens a tap to `target` (a URL with host and port), counting requests of its protocol. */
export async function openTap(target: URL, protocol: Protocol): Promise<Tap> {
  let calls = 0;
  let awaited: { pattern: RegExp; act: () => void } | undefined;
  const proxy = await openFaultProxy({
    target,
    protocol,
    heard: (chunk, requests) => {
      calls += protocol === 'postgres' ? requests.filter(isStatement).length : requests.length;
      if (!awaited?.pattern.test(chunk.toString('latin1'))) return;
      const { act } = awaited;
      awaited = undefined;
      act();
    },
  });
  return {
    port: proxy.port,
    calls: () => calls,
    reset: () => {
      calls = 0;
    },
    atFirst: (pattern, act) => {
      awaited = { pattern, act };
    },
    close: proxy.close,
  };
}

/** Simple queries (`Q`) and executions of prepared statements (`E`). */
const isStatement = (type: string) => type === 'Q' || type === 'E';
