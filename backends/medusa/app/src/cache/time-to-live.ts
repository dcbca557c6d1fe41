/** Longest time in seconds for which a result is cached. */
export const longestTtl = Number(process.env.MEDUSA_CACHE_SECONDS || 60);
