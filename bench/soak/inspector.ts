import { readdir, readFile, readlink } from 'node:fs/promises';

/** Memory of a process of Node after a full collection of its garbage, in bytes. */
export interface HeapSample {
  /** Objects, and buffers beside the heap. */
  live: number;
  /** Resident. */
  rss: number;
}

/** A process of Node that runs with `--inspect`, as its debugger sees it. */
export interface Inspector {
  sample(): Promise<HeapSample>;
  /** Sends a command of the DevTools protocol, and resolves to its result. */
  send(method: string, params?: object): Promise<unknown>;
  close(): void;
}

/** Connects to the debugger of a process; undefined for one that has none. Linux only. */
export async function inspect(pid: number): Promise<Inspector | undefined> {
  for (const port of await listeningPorts(pid)) {
    const url = await debuggerAt(port);
    if (url) return connect(url);
  }
  return undefined;
}

/** Resident memory of a process, in bytes. Linux only. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024;
}

async function debuggerAt(port: number): Promise<string | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/json/list`, { signal: AbortSignal.timeout(1_000) });
    const [target] = (await response.json()) as { webSocketDebuggerUrl?: string }[];
    return target?.webSocketDebuggerUrl;
  } catch {
    return undefined;
  }
}

/** The ports that a process listens at: those sockets of the kernel's table that it holds. */
async function listeningPorts(pid: number): Promise<number[]> {
  const folder = `/proc/${pid}/fd`;
  const links = (await readdir(folder)).map((name) => readlink(`${folder}/${name}`).catch(() => ''));
  const inodes = new Set((await Promise.all(links)).map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]));
  const lines = (await readFile('/proc/net/tcp', 'utf8')).split('\n').slice(1);
  const rows = lines.map((line) => line.trim().split(/\s+/));
  // `0A` is the state of a socket that listens.
  return rows
    .filter(([, , , state, , , , , , inode]) => state === '0A' && inodes.has(inode))
    .map(([, local = '']) => Number.parseInt(local.split(':')[1] as string, 16));
}

async function connect(url: string): Promise<Inspector> {
  const socket = new WebSocket(url);
  const answers = new Map<number, (result: unknown) => void>();
  let last = 0;
  socket.onmessage = ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id: number; result: unknown };
    answers.get(id)?.(result);
    answers.delete(id);
  };
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`The debugger at ${url} cannot be reached.`));
  });
  const send = (method: string, params: object = {}) =>
    new Promise<unknown>((resolve) => {
      last += 1;
      answers.set(last, resolve);
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  return {
    async sample() {
      await send('HeapProfiler.collectGarbage');
      const params = { expression: 'process.memoryUsage()', returnByValue: true };
      const { result } = (await send('Runtime.evaluate', params)) as { result: { value: NodeJS.MemoryUsage } };
      const { heapUsed, external, rss } = result.value;
      return { live: heapUsed + external, rss };
    },
    send,
    close: () => socket.close(),
  };
}
