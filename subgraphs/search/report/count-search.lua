-- Counts a search in an hour, and keeps its text once it was searched in enough hours on enough days. KEYS: the counts, their order
-- and the texts of a week in one language. ARGV: the digest of the text, the hour, the day, how it ended (`n`: nothing was found, `f`: something was,
-- `w`: something with whole words of the catalogue), the text, the hours and the days that are enough, the most texts that are counted, and the
-- time in seconds at which all of it ends. See search-counts.ts.
local hours, missed, days, hour, day = 0, 0, 0, -1, -1
local known = redis.call('HGET', KEYS[1], ARGV[1])
if known then
  local parts = {}
  for part in string.gmatch(known, '[^ ]+') do parts[#parts + 1] = part end
  hours, missed, days = tonumber(parts[1]), tonumber(parts[2]), tonumber(parts[3])
  hour, day = tonumber(parts[4]), tonumber(parts[5])
end
if tonumber(ARGV[2]) > hour then
  hours = hours + 1
  hour = tonumber(ARGV[2])
  if ARGV[4] == 'n' then missed = missed + 1 end
  if tonumber(ARGV[3]) > day then
    days = days + 1
    day = tonumber(ARGV[3])
  end
end
local counts = hours .. ' ' .. missed .. ' ' .. days .. ' ' .. hour .. ' ' .. day .. ' ' .. ARGV[4]
redis.call('HSET', KEYS[1], ARGV[1], counts)
-- Hours, and among equal ones the last of them, so that new texts replace old ones.
redis.call('ZADD', KEYS[2], hours + hour / 1e7, ARGV[1])
if hours >= tonumber(ARGV[6]) and days >= tonumber(ARGV[7]) then redis.call('HSET', KEYS[3], ARGV[1], ARGV[5]) end
if redis.call('ZCARD', KEYS[2]) > tonumber(ARGV[8]) then
  -- Not the text that was just counted: it would never be counted twice.
  local two = redis.call('ZRANGE', KEYS[2], 0, 1)
  local least = two[1] == ARGV[1] and two[2] or two[1]
  redis.call('ZREM', KEYS[2], least)
  redis.call('HDEL', KEYS[1], least)
  redis.call('HDEL', KEYS[3], least)
end
for _, key in ipairs(KEYS) do redis.call('EXPIREAT', key, ARGV[9]) end
return hours
