import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { reasonOf } from '#kit/process/run-process.ts';
import type { Part } from '../part.ts';
import { isSubgraph, type ServicePlan, services } from '../services.ts';
import { seconds } from '../table.ts';
import { sourcesOf } from './sources.ts';

/** The folders whose files parts of the installation load. */
export const watchedFolders = ['gateway', 'kit', 'schema', 'subgraphs', 'workers', 'backends/medusa/app'];

/** A part that loads changed files. */
export interface AffectedPart {
  id: string;
  files: string[];
}

export interface ReloaderOptions {
  parts: ReadonlyMap<string, Pick<Part, 'start' | 'stop'>>;
  /** The parts that load some of these files. */
  affectedBy(files: ReadonlySet<string>): AffectedPart[];
  /** Composes the supergraph again; rejects with what is wrong. The gateway loads a new supergraph by itself. */
  compose(): Promise<void>;
  /** Reports what was restarted, or why not. */
  report(line: string, isProblem: boolean): void;
}

/**
 * Returns a function that restarts the parts that changed files affect, one batch after the other. A part that cannot be
 * started, and files with which the supergraph does not compose, are tried again with the next change.
 */
export function createReloader(options: ReloaderOptions): (files: ReadonlySet<string>) => Promise<void> {
  const { parts, affectedBy, compose, report } = options;
  let waiting = new Set<string>();
  const stopped = new Set<string>();
  let work = Promise.resolve();

  const restart = async (id: string): Promise<boolean> => {
    try {
      await parts.get(id)?.stop();
      await parts.get(id)?.start();
      stopped.delete(id);
      return true;
    } catch (error) {
      stopped.add(id);
      report(`${id} is stopped until the next change: ${reasonOf(error)}`, true);
      return false;
    }
  };

  const reload = async (): Promise<void> => {
    const began = Date.now();
    const files = waiting;
    waiting = new Set();
    try {
      if ([...files].some(isSchema)) await compose();
    } catch (error) {
      for (const file of files) waiting.add(file);
      return report(reasonOf(error), true);
    }
    const affected = affectedBy(files);
    const ids = [...new Set([...affected.map(({ id }) => id), ...stopped])].filter((id) => parts.has(id));
    const results = await Promise.all(ids.map(restart));
    const restarted = ids.filter((_, index) => results[index]);
    if (restarted.length === 0) return;
    const causes = new Set(affected.flatMap((part) => part.files));
    report(`${restarted.join(', ')} restarted in ${seconds(Date.now() - began)} (${summaryOf(causes)}).`, false);
  };

  return (files) => {
    for (const file of files) waiting.add(file);
    work = work.then(reload);
    return work;
  };
}

/**
 * The parts that load some of these files, which are paths from `root`: services, and Medusa. Other backends and the simulators
 * are not among them, because some lose data when they restart.
 */
export function partsAffectedBy(files: ReadonlySet<string>, root: string): AffectedPart[] {
  const loaded = [
    { id: 'medusa', sources: sourcesOf(medusaFiles(root), root) },
    ...services.map((plan) => ({
      id: plan.name,
      sources: new Set([...schemasOf(plan), ...sourcesOf([plan.file], root)]),
    })),
  ];
  return loaded
    .map(({ id, sources }) => ({ id, files: [...files].filter((file) => sources.has(file)) }))
    .filter((part) => part.files.length > 0);
}

function schemasOf(plan: ServicePlan): string[] {
  return isSubgraph(plan) ? ['schema/shared.graphql', `schema/${plan.name}.graphql`] : [];
}

function medusaFiles(root: string): string[] {
  const folder = 'backends/medusa/app';
  const entries = readdirSync(join(root, folder, 'src'), { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return [`${folder}/medusa-config.ts`, ...files.map((file) => relative(root, file))];
}

/** Whether the supergraph is composed from a file. */
function isSchema(file: string): boolean {
  return /^schema\/[^/]+\.graphql$/.test(file) && file !== 'schema/supergraph.graphql';
}

function summaryOf(files: ReadonlySet<string>): string {
  const [first = 'next attempt', ...others] = files;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
