/** The progress of an installation, read from the disk, because npm reports none without a terminal. */
import { existsSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * The folders of the packages in the lockfile that npm installs on this machine: no links, no optional packages for other
 * operating systems or processors, and no optional packages without such a condition, which may belong to those.
 */
export function wantedPackages(lockfile, { platform, arch, libc } = process.report ? machine() : process) {
  return Object.entries(lockfile.packages)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.link && !entry.extraneous)
    .filter(([, entry]) => !entry.optional || entry.os || entry.cpu)
    .filter(([, entry]) => admits(entry.os, platform) && admits(entry.cpu, arch) && admits(entry.libc, libc))
    .map(([path]) => path);
}

function machine() {
  const { platform, arch } = process;
  // The C library is that of this process.
  const isGlibc = process.report.getReport().header.glibcVersionRuntime !== undefined;
  return { platform, arch, libc: platform === 'linux' ? (isGlibc ? 'glibc' : 'musl') : undefined };
}

/** Whether a list of a package.json includes a value, by npm's rules: a `!` before a name excludes it. */
function admits(list, value) {
  if (list === undefined || value === undefined) return true;
  const names = [list].flat();
  const required = names.filter((name) => !name.startsWith('!'));
  return (
    !names.includes(`!${value}`) && (required.length === 0 || required.includes(value) || required.includes('any'))
  );
}

/** Returns a function that reads the progress of npm, the process `pid`, which unpacks packages below `root`. */
export function watchInstallation(root, packages, pid) {
  let missing = packages;
  let first;
  return () => {
    // npm creates the folders first and fills them later.
    missing = missing.filter((path) => !existsSync(`${root}${path}/package.json`));
    const done = packages.length - missing.length;
    first ??= done;
    return {
      done,
      total: packages.length,
      hasUnpacked: done > first,
      ...megabytesOf(pid),
      missing: missing.map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)),
      script: runningScript(pid),
    };
  };
}

/** One line of text: the progress, and what npm waits for. */
export function describeInstallation(state, seconds) {
  const { done, total, read, written } = state;
  const bytes = read === undefined ? '' : `, ${read} MB read, ${written} MB written`;
  return `Installing packages: ${done} of ${total}${bytes}, ${seconds} s${activity(state)}`;
}

function activity({ done, total, hasUnpacked, written, missing, script }) {
  if (script) return ` (running the install script of ${script})`;
  if (done === total) return ' (linking programs)';
  if (!hasUnpacked) return written > 0 ? ' (downloading)' : ' (comparing the folder with the lockfile)';
  if (missing.length > 3) return '';
  return ` (waiting for ${missing.join(', ')})`;
}

/** The megabytes that the process has read and written; empty if the system does not report them. */
function megabytesOf(pid) {
  const counts = readText(`/proc/${pid}/io`);
  const [read, written] = ['rchar', 'wchar'].map((name) => new RegExp(`^${name}: (\\d+)`, 'm').exec(counts)?.[1]);
  return read && written ? { read: megabytes(read), written: megabytes(written) } : {};
}

function megabytes(bytes) {
  return Math.round(Number(bytes) / 1e6);
}

/** The package whose install script npm runs at present. */
function runningScript(pid) {
  for (const child of readText(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean)) {
    try {
      const folder = readlinkSync(`/proc/${child}/cwd`);
      const place = folder.lastIndexOf('node_modules/');
      if (place >= 0) return folder.slice(place + 'node_modules/'.length);
    } catch {
      // It has ended.
    }
  }
  return undefined;
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
