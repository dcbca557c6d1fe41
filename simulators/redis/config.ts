import { z } from 'zod';
import { port } from '#kit/process/config.ts';

/** The variables of the Redis simulator. */
export const configShape = z.object({ REDIS_PORT: port(6389, 'other'), REDIS_PASSWORD: z.string() });
