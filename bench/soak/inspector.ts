import { readdir, readFile, readlink } from 'node:fs/promises';

/** Memory of a process of Node after a full collection of its garbage, in bytes. */
export interface HeapSample {
  /** Objects of its main thread, and buffers outside the heap. */
  live: number;
  /** Objects of its other threads, by their number since the process started. */
  threads: Map<string, number>;
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

/** The ports that a process listens at: the sockets of the kernel's table that belong to it. */
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

interface Received {
  id?: number;
  result?: unknown;
  method?: string;
  params: { sessionId: string; message: string };
}

interface Evaluated {
  result: { value: NodeJS.MemoryUsage };
}

async function connect(url: string): Promise<Inspector> {
  const socket = new WebSocket(url);
  const answers = new Map<number, (result: unknown) => void>();
  /** Sessions with the debuggers of its threads. */
  const threads = new Set<string>();
  let last = 0;
  const take = (text: string) => {
    const { id, method, params, result } = JSON.parse(text) as Received;
    if (method === 'NodeWorker.attachedToWorker') threads.add(params.sessionId);
    else if (method === 'NodeWorker.detachedFromWorker') threads.delete(params.sessionId);
    else if (method === 'NodeWorker.receivedMessageFromWorker') take(params.message);
    else if (id !== undefined) {
      answers.get(id)?.(result);
      answers.delete(id);
    }
  };
  socket.onmessage = ({ data }) => take(String(data));
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`The debugger at ${url} cannot be reached.`));
  });
  const send = (method: string, params: object = {}, sessionId?: string) =>
    new Promise<unknown>((resolve) => {
      last += 1;
      const message = JSON.stringify({ id: last, method, params });
      answers.set(last, resolve);
      if (sessionId === undefined) return socket.send(message);
      // A thread that ends does not answer.
      setTimeout(() => resolve(undefined), 5_000).unref();
      last += 1;
      const forwarded = { sessionId, message };
      socket.send(JSON.stringify({ id: last, method: 'NodeWorker.sendMessageToWorker', params: forwarded }));
    });
  const memoryOf = async (sessionId?: string): Promise<NodeJS.MemoryUsage | undefined> => {
    await send('HeapProfiler.collectGarbage', {}, sessionId);
    const params = { expression: 'process.memoryUsage()', returnByValue: true };
    const answer = (await send('Runtime.evaluate', params, sessionId)) as Evaluated | undefined;
    return answer?.result.value;
  };
  await send('NodeWorker.enable', { waitForDebuggerOnStart: false });
  return {
    async sample() {
      const ofThreads = new Map<string, number>();
      for (const id of threads) {
        const memory = await memoryOf(id);
        if (memory) ofThreads.set(id, memory.heapUsed);
      }
      const { heapUsed, external, rss } = (await memoryOf()) as NodeJS.MemoryUsage;
      return { live: heapUsed + external, threads: ofThreads, rss };
    },
    send,
    close: () => socket.close(),
  };
}
