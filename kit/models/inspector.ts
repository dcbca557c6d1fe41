import { runInProcess } from '../process/bounded/bounded-process.ts';
import { type Facts, type Inspection, type Measures, refused } from './inspection.ts';

/** A file to inspect. A USDZ comes with the measures of the product's GLB. */
export type Task = { file: Uint8Array } & (
  | { role: 'MODEL_USDZ'; measures: Measures }
  | { role: 'MODEL_GLB' | 'DIFFUSE' | 'NORMAL' | 'ROUGHNESS'; measures?: undefined }
);

/** Limits of one inspection. */
export interface InspectionLimits {
  milliseconds: number;
  /** Maximum growth of the memory of the inspecting process. */
  bytes: number;
}

/** Six times what a 64 MiB file needs, as a protection against denial of service. */
const inspectionLimits: InspectionLimits = { milliseconds: 20_000, bytes: 1.25 * 2 ** 30 };

/** Heap limit of the process in megabytes. Memory that decoders allocate outside the heap counts for `InspectionLimits.bytes`. */
const heapMegabytes = 512;

/**
 * Inspects a file in a child process, so that other requests are not delayed and no file can end this process. The file is refused when
 * the inspection exceeds its limits or a library throws. Rejects when this process stops before the result.
 */
export async function inspect(task: Task, limits: InspectionLimits = inspectionLimits): Promise<Inspection<Facts>> {
  const file = new URL('./task.ts', import.meta.url);
  const outcome = await runInProcess<Inspection<Facts>>(file, task, { ...limits, heapMegabytes });
  if (!outcome.failure) return outcome.result;
  if (outcome.failure === 'ABORTED') throw new Error(`The file was not inspected: ${outcome.reason}.`);
  if (outcome.failure === 'CRASHED') return refused('UNREADABLE', `The file cannot be inspected: ${outcome.reason}`);
  return refused('TOO_INTRICATE', 'The inspection of the file needs too much time or memory.', 'FILE_TOO_COMPLEX');
}
