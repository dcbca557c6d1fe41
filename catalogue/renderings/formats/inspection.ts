import { inspectGlb } from '#kit/models/glb.ts';
import type { ModelFacts } from '#kit/models/inspection.ts';

/** Validates a GLB with the Khronos validator and measures it. Throws with the findings when it has errors. */
export async function inspectModel(glb: Uint8Array): Promise<ModelFacts> {
  const { issues, facts } = await inspectGlb(glb);
  if (facts) return facts;
  const errors = issues.filter(({ severity }) => severity === 'ERROR');
  const lines = errors.map(({ code, message, pointer }) => `${code} at ${pointer}: ${message}`);
  throw new Error(['The model is not valid:', ...lines].join('\n  '));
}
