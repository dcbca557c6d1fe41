import { z } from '@medusajs/framework/zod';

/** A password as it is hashed: in the form NFC, 12 to 128 characters. */
export const NewPassword = z
  .string()
  .normalize('NFC')
  .refine((text) => [...text].length >= 12 && [...text].length <= 128);
