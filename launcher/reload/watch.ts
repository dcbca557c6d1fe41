import { existsSync, type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join, relative } from 'node:path';

/** A watch over folders that lasts until it is closed. */
export interface Watch {
  close(): void;
}

/** Milliseconds without a further change after which changes are reported: editors and `git` write files in bursts. */
const quiet = 150;

/**
 * Reports the files below `folders` of `root` that were written, created or removed, as paths from `root`. Folders that
 * are created later are watched too; hidden ones and packages are not.
 */
export function watchFolders(root: string, folders: readonly string[], onChange: (files: Set<string>) => void): Watch {
  const watchers = new Map<string, FSWatcher>();
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const note = (file: string) => {
    changed.add(relative(root, file));
    clearTimeout(timer);
    timer = setTimeout(() => {
      const files = changed;
      changed = new Set();
      onChange(files);
    }, quiet);
  };
  const remove = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  // One watcher for each folder: Node's recursive watcher loses a file when an editor replaces it by renaming another.
  const add = (folder: string, isNew: boolean) => {
    remove(folder);
    const watcher = watch(folder, (_, name) => {
      // A folder also reports its own removal.
      if (name === null || !isWatched(name) || !existsSync(folder)) return;
      const path = join(folder, name);
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) addNew(path);
      else if (watchers.has(path)) remove(path);
      else note(path);
    });
    watcher.on('error', () => remove(folder));
    watchers.set(folder, watcher);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && isWatched(entry.name)) add(path, isNew);
      // A file of a new folder may be older than the watcher.
      if (entry.isFile() && isNew) note(path);
    }
  };

  const addNew = (folder: string) => {
    try {
      add(folder, true);
    } catch (error) {
      // The folder was removed again at once, such as by `git checkout`.
      if (existsSync(folder)) throw error;
      remove(folder);
    }
  };

  for (const folder of folders) add(join(root, folder), false);
  return {
    close: () => {
      clearTimeout(timer);
      for (const folder of [...watchers.keys()]) remove(folder);
    },
  };
}

function isWatched(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules';
}
