/**
 * Runs before every other command, on whatever Node the machine has: installs the packages when they are missing
 * or not those of the lockfile, and nothing otherwise. Plain JavaScript, because Node 20 cannot run TypeScript.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const ownNode = `${root}node_modules/.bin/node`;

if (Number(process.versions.node.split('.')[0]) < 20) stop(`Node 20 or later is needed; this is ${process.version}.`);
if (!isInstalled()) await install();
if (!existsSync(ownNode) && Number(process.versions.node.split('.')[0]) < 24) {
  stop(
    `The house runs on Node 24, which npm brings for Linux only; this is ${process.version} on ${process.platform}. Install Node 24.`,
  );
}

/** Whether every package of the lockfile is there in its version; optional ones, and those nothing needs, may be missing. */
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
  const total = Object.keys(read('package-lock.json')?.packages ?? {}).filter((path) =>
    /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path),
  ).length;
  const began = Date.now();
  const tell = () => {
    const seconds = Math.round((Date.now() - began) / 1000);
    const line = `Installing packages: ${countInstalled()} of ${total}, ${seconds} s`;
    process.stdout.write(process.stdout.isTTY ? `\r${line}  ` : `${line}\n`);
  };
  tell();
  const ticker = setInterval(tell, process.stdout.isTTY ? 500 : 5_000);
  const npm = process.env.npm_execpath;
  // Not `npm ci`, which refuses a lockfile that lists the optional packages of one platform only.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const child = npm
    ? spawn(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
    : spawn('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(ticker);
  tell();
  if (process.stdout.isTTY) process.stdout.write('\n');
  if (code !== 0) stop('npm could not install the packages; its message stands above.');
}

/** Folders at the top of node_modules, scopes opened. */
function countInstalled() {
  const list = (path) => (existsSync(path) ? readdirSync(path) : []);
  return list(`${root}node_modules`).reduce((sum, name) => {
    if (name.startsWith('.')) return sum;
    return sum + (name.startsWith('@') ? list(`${root}node_modules/${name}`).length : 1);
  }, 0);
}

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
