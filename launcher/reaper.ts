import { spawn } from 'node:child_process';
import { watchChildren } from '#kit/process/children.ts';

/** Ensures that no child outlives this process, even when it is killed. */
export interface Reaper {
  /** Lets go of everything; the reaper ends. */
  dismiss(): void;
}

/**
 * A shell that reads process ids from us, `-` before those that are gone, and, when the pipe breaks because we are gone,
 * asks each process group to end; what is there ten seconds later is killed. It costs under a megabyte, and needs nothing
 * from the programs it watches.
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

/** Starts the reaper of this process. It watches every child from the moment that it is spawned: see `kit/process/children.ts`. */
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
