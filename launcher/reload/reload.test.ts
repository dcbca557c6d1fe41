import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { definePart, type Running } from '../part.ts';
import { services } from '../services.ts';
import { createReloader, partsAffectedBy } from './reload.ts';

const root = join(import.meta.dirname, '../..');
const affectedBy = (...files: string[]) => partsAffectedBy(new Set(files), root).map(({ id }) => id);

describe('A changed file', () => {
  it.each([
    ['of a subgraph', 'subgraphs/journal/context.ts', ['journal']],
    ['that search shares with its indexer', 'subgraphs/search/attributes.ts', ['search', 'indexer']],
    ['of the gateway', 'gateway/config.ts', ['gateway']],
    ['of a worker', 'workers/webhooks/index.ts', ['webhooks']],
    ['of Medusa', 'backends/medusa/app/src/api/middlewares.ts', ['medusa']],
    ['that a subgraph and Medusa read', 'kit/graph/password-rules.json', ['medusa', 'identity']],
    ['of the log', 'kit/process/log.ts', services.map(({ name }) => name)],
    ['of tests', 'subgraphs/journal/journal.test.ts', []],
    ['with the schema of a subgraph', 'schema/journal.graphql', ['journal']],
    ['with the supergraph, which the gateway reads by itself', 'schema/supergraph.graphql', []],
  ])('%s restarts the parts that load it', (_, file, expected) => {
    expect(affectedBy(file)).toEqual(expected);
  });

  it('with types of all subgraphs restarts these', () => {
    expect(affectedBy('schema/shared.graphql')).toEqual(['commerce', 'provenance', 'journal', 'search', 'identity']);
  });
});

/** Two parts, of which `search` loads `search.ts` and both load `kit.ts`; what happens to them, and what is reported. */
function fixture() {
  const events: string[] = [];
  const reports: string[] = [];
  const hooks = { started: (_id: string): void => {} };
  const failures = { start: '', compose: '' };
  const partOf = (id: string) =>
    definePart(
      id,
      async (): Promise<Running> => {
        if (failures.start) throw new Error(failures.start);
        events.push(`${id} starts`);
        hooks.started(id);
        return {
          ...{ name: id, kind: 'ours', version: '', address: '', env: {}, pids: [] },
          crashed: new Promise(() => {}),
          stop: async () => void events.push(`${id} stops`),
        };
      },
      { started: () => {}, down: () => events.push(`${id} is down`) },
    );
  const parts = new Map(['search', 'journal'].map((id) => [id, partOf(id)]));
  const reload = createReloader({
    parts,
    affectedBy: (files) =>
      [
        { id: 'search', files: ['search.ts', 'kit.ts', 'schema/search.graphql'].filter((file) => files.has(file)) },
        { id: 'journal', files: ['kit.ts'].filter((file) => files.has(file)) },
      ].filter((part) => part.files.length > 0),
    compose: async () => {
      events.push('compose');
      if (failures.compose) throw new Error(failures.compose);
    },
    report: (line) => void reports.push(line.replace(/\d+\.\d s/, 'n s')),
  });
  const change = (...files: string[]) => reload(new Set(files));
  return { parts, events, reports, failures, hooks, change };
}

describe('A change', () => {
  it('restarts only the parts that it affects, and no restart counts as a crash', async () => {
    const { events, reports, change } = fixture();

    await change('search.ts');
    await change('README.md');
    await change('search.ts');

    expect(events).toEqual(['search starts', 'search stops', 'search starts']);
    expect(reports).toEqual(Array(2).fill('search restarted in n s (search.ts).'));
  });

  it('is handled after the one before', async () => {
    const { events, hooks, change } = fixture();
    const { promise: second, resolve } = Promise.withResolvers<void>();
    hooks.started = (id) => {
      if (id === 'search') resolve(change('kit.ts'));
      hooks.started = () => {};
    };

    await change('search.ts', 'kit.ts');
    await second;

    expect(events.slice(0, 2)).toEqual(['search starts', 'journal starts']);
    expect(events.slice(2).sort()).toEqual(['journal starts', 'journal stops', 'search starts', 'search stops']);
  });

  it('with which a part cannot be started leaves it stopped, and the next change starts it', async () => {
    const { parts, events, reports, failures, change } = fixture();
    await change('kit.ts');
    failures.start = 'SyntaxError: Unexpected token';

    await change('search.ts');
    const stopped = parts.get('search')?.running;
    failures.start = '';
    await change('other.ts');

    expect(stopped).toBeUndefined();
    expect(events).toEqual(['search starts', 'journal starts', 'search stops', 'search starts']);
    expect(reports.slice(1)).toEqual([
      'search is stopped until the next change: SyntaxError: Unexpected token',
      'search restarted in n s (next attempt).',
    ]);
  });

  it('of the schema composes the supergraph first, and restarts nothing until it composes', async () => {
    const { events, reports, failures, change } = fixture();
    failures.compose = 'Composition failed: Unknown type Prodct';

    await change('schema/search.graphql', 'search.ts');
    failures.compose = '';
    await change('schema/search.graphql');

    expect(events).toEqual(['compose', 'compose', 'search starts']);
    expect(reports).toEqual([
      'Composition failed: Unknown type Prodct',
      'search restarted in n s (search.ts and 1 more).',
    ]);
  });
});
