/** A child process that inspects one file and sends the result. */
import { serveTask } from '../process/bounded/task.ts';
import { inspectGlb } from './glb.ts';
import type { Facts, Inspection } from './inspection.ts';
import type { Task } from './inspector.ts';
import { inspectPng } from './png.ts';
import { inspectUsdz } from './usdz.ts';

serveTask(({ file, role, measures }: Task): Inspection<Facts> | Promise<Inspection<Facts>> => {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (role === 'MODEL_GLB') return inspectGlb(bytes);
  if (role === 'MODEL_USDZ') return inspectUsdz(bytes, measures);
  return inspectPng(bytes);
});
