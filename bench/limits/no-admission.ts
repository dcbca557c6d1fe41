import type { AdmissionControl } from '#gateway/limits/admission.ts';

/** Lets every request in. */
export const createAdmissionControl = (): AdmissionControl => ({
  beforeBody: async () => {},
  beforeDocument: async () => {},
});
