import { pino } from 'pino';

export type Log = ReturnType<typeof createLog>;

/**
 * A log of JSON lines on standard output, from `level` upwards. Every entry carries `event`, a stable name in snake_case
 * to search and alert by: `log.warn({ event: 'backend_unavailable', err }, 'Medusa unavailable')`. Credentials are removed.
 */
export function createLog(service: string, level = 'info') {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: ['*.authorization', '*.cookie', '*.password', '*.token', 'headers.authorization', 'headers.cookie'],
  });
}
