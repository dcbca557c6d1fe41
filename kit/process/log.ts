import { pino } from 'pino';

export type Log = ReturnType<typeof createLog>;

/** A log of JSON lines on standard output, from `LOG_LEVEL` (`info` by default) upwards. Credentials are left out. */
export function createLog(room: string, level = 'info') {
  return pino({
    name: room,
    level,
    base: { room },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: ['*.authorization', '*.cookie', '*.password', '*.token', 'headers.authorization', 'headers.cookie'],
  });
}
