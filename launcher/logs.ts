import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import { z } from 'zod';
import { type Environment, readConfig } from '#kit/process/config.ts';

/** The log files of an installation. */
export interface Logs {
  /** Appends a line to the file of a part. */
  write(part: string, line: string): void;
  /** Resolves when every line is written. */
  close(): Promise<void>;
}

const settings = z.object({
  /** Bytes after which a log file is rotated. */
  LOG_FILE_BYTES: z.coerce.number().int().min(1).default(10_485_760),
  /** How many rotated files are kept of each part. */
  LOG_FILES: z.coerce.number().int().min(1).default(5),
  /** Whether rotated files are compressed with gzip. */
  LOG_COMPRESS: z.stringbool().default(false),
});

/** Milliseconds for which lines are dropped after a file could not be written: a full disk must not end the installation. */
const pauseAfterFailure = 5_000;

/**
 * Appends the output of each part to `<folder>/<part>.log` and rotates the files by size: `<part>.log.1` is the newest rotated
 * file. Only the owner can read them. Configured by LOG_FILE_BYTES, LOG_FILES and LOG_COMPRESS.
 */
export function openLogs(folder: string, env: Environment = {}): Logs {
  const config = readConfig('log files', settings, env);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const files = new Map<string, RotatingFileStream>();
  const failedAt = new Map<string, number>();

  const open = (part: string): RotatingFileStream => {
    const name = `${part}.log`;
    const path = join(folder, name);
    if (existsSync(path)) chmodSync(path, 0o600);
    const file = createStream(name, {
      path: folder,
      size: `${config.LOG_FILE_BYTES}B`,
      rotate: config.LOG_FILES,
      mode: 0o600,
      ...(config.LOG_COMPRESS && { compress: 'gzip' as const }),
    });
    const fail = (error: Error) => {
      files.delete(part);
      failedAt.set(part, Date.now());
      process.stderr.write(`${path} cannot be written: ${error.message}\n`);
    };
    file.on('error', fail);
    files.set(part, file);
    return file;
  };

  return {
    write: (part, line) => {
      if (Date.now() - (failedAt.get(part) ?? 0) < pauseAfterFailure) return;
      (files.get(part) ?? open(part)).write(`${line}\n`);
    },
    close: async () => {
      await Promise.all([...files.values()].map((file) => new Promise((resolve) => file.end(resolve))));
    },
  };
}
