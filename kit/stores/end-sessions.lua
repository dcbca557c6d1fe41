-- Stores ARGV[1], a time of clock.lua, as the end of all sessions of KEYS[1], for ARGV[2] seconds, unless a later one is
-- stored. See session.ts.
local stored = redis.call('GET', KEYS[1])
if stored and tonumber(stored) >= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
return 1
