import { spawn } from 'node:child_process';
import { watchChildren } from '#kit/process/children.ts';

/** Ensures that no child outlives this process, even if it is ended by SIGKILL. */
export interface Reaper {
  /** Ends the reaper; children are no longer watched. */
  dismiss(): void;
}

/**
 * A shell that reads process ids from this process, with a `-` before those that have ended. When the pipe closes because this
 * process has ended, it sends SIGTERM to each process group, and SIGKILL to those that still run ten seconds later. It uses
 * less than a megabyte, and the watched programs need not know of it.
 */
const script = `
  pids=" "
  while read -r line; do
    case $line in
      done) exit 0 ;;
      -*) case $pids in *" \${line#-} "*) pids="\${pids%%" \${line#-} "*} \${pids#*" \${line#-} "}" ;; esac ;;
      *) pids="$pids$line " ;;
    esac
  done
  for pid in $pids; do kill -s TERM -- "-$pid" 2>/dev/null || kill -s TERM "$pid" 2>/dev/null; done
  for second in 1 2 3 4 5 6 7 8 9 10; do
    rest=""
    for pid in $pids; do kill -0 "$pid" 2>/dev/null && rest="$rest $pid"; done
    [ -z "$rest" ] && exit 0
    sleep 1
  done
  for pid in $rest; do kill -s KILL -- "-$pid" 2>/dev/null || kill -s KILL "$pid" 2>/dev/null; done
`;

/** Starts the reaper of this process. It watches every child as soon as it is spawned: see `kit/process/children.ts`. */
export function startReaper(): Reaper {
  const shell = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  const unwatch = watchChildren((pid, isAlive) => void shell.stdin.write(`${isAlive ? '' : '-'}${pid}\n`));
  return {
    dismiss: () => {
      unwatch();
      shell.stdin.end('done\n');
    },
  };
}
