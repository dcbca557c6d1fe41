import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openJournal } from './journal.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axiom-payments-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const thing = (id: string, value: number) => ({ id, object: 'thing', value });

describe('The journal', () => {
  it('loads what was committed, in the order of creation', () => {
    const journal = openJournal(folder);
    journal.put(thing('b', 1));
    journal.put(thing('a', 1));
    journal.commit();
    journal.put(thing('b', 2));
    journal.commit();
    journal.put(thing('c', 1));

    expect(openJournal(folder).all('thing')).toEqual([thing('b', 2), thing('a', 1)]);
  });

  it('forgets what was not committed', () => {
    const journal = openJournal(folder);
    journal.put(thing('a', 1));
    journal.commit();
    journal.put(thing('a', 2));
    journal.put(thing('b', 1));
    journal.rollback();

    expect(journal.all('thing')).toEqual([thing('a', 1)]);
    expect([journal.find('thing', 'b'), journal.find('other', 'a')]).toEqual([undefined, undefined]);
  });

  it('ignores the line that a killed process has not finished', async () => {
    const journal = openJournal(folder);
    journal.put(thing('a', 1));
    journal.commit();
    await appendFile(join(folder, 'journal.jsonl'), '[{"id":"a","object":"thing","val');
    const again = openJournal(folder);
    again.put(thing('b', 1));
    again.commit();

    expect(openJournal(folder).all('thing')).toEqual([thing('a', 1), thing('b', 1)]);
  });
});
