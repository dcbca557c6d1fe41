/**
 * Runs before every other command, on the installed version of Node: installs the packages if some are missing or differ from the
 * lockfile. JavaScript, because Node 20 cannot run TypeScript.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startNpm } from './setup/npm.mjs';
import { describeInstallation, wantedPackages, watchInstallation } from './setup/progress.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const ownNode = `${root}node_modules/.bin/node`;

if (Number(process.versions.node.split('.')[0]) < 20) stop(`Node 20 or later is needed; this is ${process.version}.`);
if (!isInstalled()) await install();
if (!existsSync(ownNode) && Number(process.versions.node.split('.')[0]) < 24) {
  stop(
    `Node 24 is needed, which npm installs on Linux only; this is ${process.version} on ${process.platform}. Install Node 24.`,
  );
}

/** Whether every package of the lockfile is installed in its version, except optional and extraneous ones. */
function isInstalled() {
  const wanted = read('package-lock.json');
  const present = read('node_modules/.package-lock.json');
  if (!wanted || !present) return false;
  return Object.entries(wanted.packages).every(
    ([path, entry]) =>
      path === '' ||
      entry.optional ||
      entry.extraneous ||
      entry.link ||
      !path.includes('node_modules') ||
      present.packages[path]?.version === entry.version,
  );
}

function read(file) {
  try {
    return JSON.parse(readFileSync(root + file, 'utf8'));
  } catch {
    return undefined;
  }
}

async function install() {
  const began = Date.now();
  // Not `npm ci`, which refuses a lockfile that lists the optional packages of one platform only.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const { pid, ended } = startNpm(args, root);
  const look = watchInstallation(root, wantedPackages(read('package-lock.json') ?? { packages: {} }), pid);
  const show = () => {
    const line = describeInstallation(look(), Math.round((Date.now() - began) / 1000));
    const width = process.stdout.columns || 100;
    process.stdout.write(process.stdout.isTTY ? `\r\x1b[2K${line.slice(0, width - 1)}` : `${line}\n`);
  };
  show();
  const ticker = setInterval(show, process.stdout.isTTY ? 500 : 5_000);
  const code = await ended;
  clearInterval(ticker);
  show();
  if (process.stdout.isTTY) process.stdout.write('\n');
  if (code !== 0) stop('npm could not install the packages; see its message above.');
}

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
