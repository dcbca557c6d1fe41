-- Stores the current time (milliseconds since 1970 by the clock of Redis) as the end of all sessions of KEYS[1], for
-- ARGV[1] seconds. Atomic, so that the later of two calls wins. See session.ts.
local time = redis.call('TIME')
return redis.call('SET', KEYS[1], string.format('%.3f', time[1] * 1000 + time[2] / 1000), 'EX', ARGV[1])
