/** npm as a child process that ends with this process. */
import { spawn } from 'node:child_process';

const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/**
 * Starts npm with these arguments in `cwd`, in a new process group. When this process receives a signal, or its parent ends, the
 * group is ended first; the exit code is then 128 plus the number of the signal.
 */
export function startNpm(args, cwd) {
  const npm = process.env.npm_execpath;
  const options = { cwd, detached: true, stdio: ['ignore', 'ignore', 'inherit'] };
  const child = npm ? spawn(process.execPath, [npm, ...args], options) : spawn('npm', args, options);
  const guard = startGuard(child.pid);
  let reason;
  const ended = new Promise((resolve) => {
    const settle = (code) => {
      guard.stdin.end('done\n');
      if (reason) process.exit(128 + numbers[reason]);
      resolve(code ?? 1);
    };
    child.once('error', () => settle(1));
    child.once('close', settle);
  });

  const stop = (signal) => {
    reason ??= signal;
    try {
      process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It has ended already.
    }
  };
  for (const signal of Object.keys(numbers)) process.on(signal, () => stop(signal));
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop('SIGTERM'), 250).unref();
  return { pid: child.pid, ended };
}

/** A shell that ends the group when its input closes without a line, as it does when this process is ended by SIGKILL. */
function startGuard(group) {
  const script = 'read -r word || kill -s TERM -- "-$0"';
  const shell = spawn('/bin/sh', ['-c', script, String(group)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  return shell;
}
