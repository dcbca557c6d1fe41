import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, '../..');

/** A front-end project in its own folder, with access to the packages of this repository. */
export interface Project {
  folder: string;
  write(file: string, content: string | object): Promise<void>;
  /** Runs a program of a package, with TypeScript 5 if it needs TypeScript. */
  run(module: string, ...args: string[]): Promise<{ ended: number; output: string }>;
  remove(): Promise<void>;
}

/** Creates a project with strict TypeScript options. */
export async function openProject(plugins: object[] = []): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'front-end-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const write = (file: string, content: string | object) =>
    writeFile(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  await write('package.json', { type: 'module', private: true });
  const compilerOptions = {
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    strict: true,
    noEmit: true,
  };
  await write('tsconfig.json', {
    compilerOptions: { ...compilerOptions, types: [], skipLibCheck: true, plugins },
    include: ['*.ts', 'gql/*.ts'],
  });
  return {
    folder,
    write,
    run: (module, ...args) =>
      new Promise((resolve) => {
        const hook = join(import.meta.dirname, 'typescript-5.mjs');
        execFile(
          process.execPath,
          ['--import', hook, fileOf(module), ...args],
          { cwd: folder },
          (error, stdout, stderr) =>
            resolve({ ended: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output: stdout + stderr }),
        );
      }),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** The file of a package's program, whether or not its `exports` name it. */
function fileOf(module: string): string {
  const [, name = '', file = ''] = /^((?:@[^/]+\/)?[^/]+)\/(.+)$/.exec(module) ?? [];
  return join(dirname(require.resolve(`${name}/package.json`)), file);
}
