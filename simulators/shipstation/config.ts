import { z } from 'zod';

/** The variables of the ShipStation simulator. */
export const configShape = z.object({
  SHIPSTATION_PORT: z.coerce.number().int(),
  SHIPSTATION_DATA_DIR: z.string(),
  SHIPSTATION_KEY: z.string(),
  SHIPSTATION_SECRET: z.string(),
});
