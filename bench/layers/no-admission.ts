import type { AdmissionControl } from '#gateway/limits/admission.ts';

export { documentCost } from '#gateway/limits/admission.ts';

/** Charges no request. */
export const createAdmissionControl = (): AdmissionControl => ({
  beforeBody: async () => {},
  beforeDocument: async () => {},
});
