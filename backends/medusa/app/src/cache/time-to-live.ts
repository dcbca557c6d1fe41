/** Seconds that an answer of the store is kept at most. */
export const longestTtl = Number(process.env.MEDUSA_CACHE_SECONDS || 60);
