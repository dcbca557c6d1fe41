import { pino } from 'pino';

/** One log entry: its event, a stable name in snake_case to search and alert by, and further fields. */
export interface LogEntry {
  event: Lowercase<string>;
  [field: string]: unknown;
}

/** Writes an entry with a short message. */
type Write = (entry: LogEntry, message: string) => void;

/** A structured log: `log.warn({ event: 'backend_unavailable', err }, 'Medusa unavailable')`. */
export interface Log {
  debug: Write;
  info: Write;
  warn: Write;
  error: Write;
}

/** A log of JSON lines on standard output, from `level` upwards. Credentials are removed from its fields. */
export function createLog(service: string, level = 'info'): Log {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: ['*.authorization', '*.cookie', '*.password', '*.token', 'headers.authorization', 'headers.cookie'],
  });
}

/** A logger for a library that logs plain text; all its messages become entries of one `event`. */
export function createTextLogger(log: Log, event: LogEntry['event']) {
  const write = (level: keyof Log) => (message?: unknown) => log[level]({ event }, String(message));
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
