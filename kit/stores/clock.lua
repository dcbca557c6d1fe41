-- The time of the node with KEYS[1], in milliseconds since 1970 as text. The nodes of a cluster have clocks of their own, so
-- times that are compared are read with the same key, which is never written. See session.ts.
local time = redis.call('TIME')
return string.format('%.3f', time[1] * 1000 + time[2] / 1000)
