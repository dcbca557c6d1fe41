-- Charges all buckets of KEYS, or none, at the time `now` in microseconds. ARGV: interval, burst and cost of each. A
-- negative cost is a refund; the level of a bucket is never below zero. Returns the time to wait in microseconds, or 0,
-- and the cost that the most loaded bucket still accepts, negative for what it lacks. See rate-limiter.ts.
local charged, wait, remaining = {}, 0, math.huge
for i, key in ipairs(KEYS) do
  local interval, burst, cost = tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i])
  local full = now + burst * interval
  local empty = charged[key] or math.max(now, math.min(tonumber(redis.call('GET', key) or now), full))
  local empty_then = math.max(now, empty + cost * interval)
  charged[key] = empty_then
  wait = math.max(wait, empty_then - full)
  remaining = math.min(remaining, math.floor((full - empty_then) / interval))
end
if wait > 0 then return { wait, remaining } end
for key, empty_then in pairs(charged) do
  if empty_then > now then
    redis.call('SET', key, string.format('%.0f', empty_then), 'PX', math.ceil((empty_then - now) / 1000))
  else
    redis.call('DEL', key)
  end
end
return { 0, remaining }
