import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An object of the API, or of the simulator's own. Rows are replaced, never changed in place. */
export interface Row {
  id: string;
  object: string;
}

/** The rows of the simulator, in memory and on disk. */
export interface Journal {
  /** The row of this kind with this id. */
  find<Kind extends Row>(object: Kind['object'], id: string): Kind | undefined;
  /** The row with this id, of any kind. */
  get(id: string): Row | undefined;
  /** The rows of one kind, in the order of their creation. */
  all<Kind extends Row>(object: Kind['object']): Kind[];
  /** Stores a row, which replaces one with the same id. It is on disk after `commit`. */
  put<Kind extends Row>(row: Kind): Kind;
  /** Appends everything since the last commit as one line, so that a killed process has written all of it or nothing. */
  commit(): void;
  /** Forgets everything since the last commit. */
  rollback(): void;
}

/** Loads the rows from a folder. A line that a killed process has not finished is ignored. */
export function openJournal(folder: string): Journal {
  const file = join(folder, 'journal.jsonl');
  const rows = new Map<string, Row>();
  const kinds = new Map<string, Set<string>>();
  const set = (row: Row) => {
    rows.set(row.id, row);
    kinds.set(row.object, (kinds.get(row.object) ?? new Set()).add(row.id));
  };
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    for (const row of parseLine(line)) set(row);
  }
  // One line for each row: the history is not needed.
  writeFileSync(`${file}.part`, [...rows.values()].map((row) => `${JSON.stringify([row])}\n`).join(''), {
    mode: 0o600,
  });
  renameSync(`${file}.part`, file);

  /** The rows before the changes that are not on disk. */
  let before = new Map<string, Row | undefined>();
  return {
    find: (object, id) => {
      const row = rows.get(id);
      return row?.object === object ? (row as never) : undefined;
    },
    get: (id) => rows.get(id),
    all: (object) => [...(kinds.get(object) ?? [])].map((id) => rows.get(id)) as never[],
    put: (row) => {
      if (!before.has(row.id)) before.set(row.id, rows.get(row.id));
      set(row);
      return row;
    },
    commit: () => {
      if (before.size === 0) return;
      appendFileSync(file, `${JSON.stringify([...before.keys()].map((id) => rows.get(id)))}\n`);
      before = new Map();
    },
    rollback: () => {
      for (const [id, row] of before) {
        kinds.get(rows.get(id)?.object ?? '')?.delete(id);
        rows.delete(id);
        if (row) set(row);
      }
      before = new Map();
    },
  };
}

function parseLine(line: string): Row[] {
  try {
    return line ? JSON.parse(line) : [];
  } catch {
    return [];
  }
}
