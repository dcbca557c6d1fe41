import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '#launcher/folders.ts';
import type { Component } from './licences.ts';

/** A CycloneDX bill of materials. */
export interface Bom {
  text: string;
  /** All packages except the workspaces of this repository. */
  components: Component[];
}

/** The bill of materials of the lockfile, for all platforms. Throws the error message of npm. */
export function readBom(): Bom {
  // Peer dependencies are ignored: some of Medusa's conflict with the `overrides` in package.json.
  const { stdout, stderr, status } = runNpm(['sbom', '--sbom-format=cyclonedx', '--legacy-peer-deps']);
  if (status !== 0) throw new Error(stderr || `npm sbom ended with ${status}.`);
  const workspaces = workspacePackages();
  const { components } = JSON.parse(stdout) as { components: Component[] };
  return { text: stdout, components: components.filter(({ name, version }) => !workspaces.has(`${name}@${version}`)) };
}

/** Runs npm on the lockfile; installed packages are not read. */
export function runNpm(args: string[]): { stdout: string; stderr: string; status: number | null } {
  const path = process.env.npm_execpath;
  const [command, before] = path ? [process.execPath, [path]] : ['npm', []];
  return spawnSync(command, [...before, ...args, '--package-lock-only'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
  });
}

/** The workspaces, as npm names them: `<folder>@<version>`. */
function workspacePackages(): Set<string> {
  const read = (folder: string) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const { workspaces } = read('.') as { workspaces: string[] };
  return new Set(workspaces.map((folder) => `${basename(folder)}@${(read(folder) as { version: string }).version}`));
}
