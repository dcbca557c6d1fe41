/** What an installation has done so far, read from the disk, because npm says nothing where it writes to no terminal. */
import { existsSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * The folders of the packages that belong on this machine, from those of the lockfile: without links, and without the
 * optional packages that are made for other systems or processors, or that may be there for such packages alone.
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
  // Which C library there is, is known from what this process has loaded.
  const isGlibc = process.report.getReport().header.glibcVersionRuntime !== undefined;
  return { platform, arch, libc: platform === 'linux' ? (isGlibc ? 'glibc' : 'musl') : undefined };
}

/** Whether a list of a package.json admits a value: as npm reads them, `!` before a name excludes it. */
function admits(list, value) {
  if (list === undefined || value === undefined) return true;
  const names = [list].flat();
  const required = names.filter((name) => !name.startsWith('!'));
  return (
    !names.includes(`!${value}`) && (required.length === 0 || required.includes(value) || required.includes('any'))
  );
}

/** Looks at the packages as npm, the process `pid`, unpacks them below `root`; each call looks again. */
export function watchInstallation(root, packages, pid) {
  let missing = packages;
  let first;
  return () => {
    // npm makes the folders first and fills them later.
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

/** One line for people: how far it is, and what it waits for. */
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

/** What the process has read and written since it began; nothing where the system does not say. */
function megabytesOf(pid) {
  const counts = readText(`/proc/${pid}/io`);
  const [read, written] = ['rchar', 'wchar'].map((name) => new RegExp(`^${name}: (\\d+)`, 'm').exec(counts)?.[1]);
  return read && written ? { read: megabytes(read), written: megabytes(written) } : {};
}

function megabytes(bytes) {
  return Math.round(Number(bytes) / 1e6);
}

/** The package in whose folder npm runs a program just now. */
function runningScript(pid) {
  for (const child of readText(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean)) {
    try {
      const folder = readlinkSync(`/proc/${child}/cwd`);
      const place = folder.lastIndexOf('node_modules/');
      if (place >= 0) return folder.slice(place + 'node_modules/'.length);
    } catch {
      // It is gone again.
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
