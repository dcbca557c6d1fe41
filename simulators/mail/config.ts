import { z } from 'zod';

/** The variables of the mail simulator. */
export const configShape = z.object({
  MAIL_SMTP_PORT: z.coerce.number().int(),
  MAIL_PORT: z.coerce.number().int(),
  MAIL_DATA_DIR: z.string(),
  /** The password of SMTP clients. */
  MAIL_PASSWORD: z.string().min(1),
  /** The bearer token of HTTP clients. */
  MAIL_TOKEN: z.string().min(1),
});
