--- The vectors' operations on faults, gates and observers: each takes a case's `in` and gives its `out`.

local steps = require "spec.vector_steps"
local sx = require "semverx"

local function handled(reg, given)
  local reports = {}
  for _, step in ipairs(given.steps) do
    local report = steps.take(reg, step)
    if step[1] == "handle_fault" then
      report.seq, report.root, report.snapshot = report.snapshot.seq, report.snapshot.root, nil
      reports[#reports + 1] = report
    end
  end
  local result = steps.state(reg)
  result.reports = reports
  return result
end

--- The report without sentences.
local function verdicts(report)
  for i, found in ipairs(report.gates) do
    report.gates[i] = { found.gate, found.verdict }
  end
  return report
end

--- The same with `%d` in every text replaced by a number.
local function numbered(value, number)
  if type(value) == "string" then
    return (value:gsub("%%d", tostring(number)))
  elseif type(value) ~= "table" then
    return value
  end
  local made = {}
  for key, item in pairs(value) do
    made[key] = numbered(item, number)
  end
  return made
end

local OBSERVING = {
  subscribe = function(watch, key, name, since)
    watch.subs[key] = watch.reg:subscribe(name, nil, { since = since })
  end,
  close = function(watch, key)
    watch.subs[key]:close()
  end,
  advance = function(watch, milliseconds)
    watch.reg:advance_clock(milliseconds)
  end,
  next = function(watch, key)
    table.insert(watch.answers, watch.subs[key]:next() or steps.NULL)
  end,
  drain = function(watch, key)
    local all = {}
    for update in
      function()
        return watch.subs[key]:next()
      end
    do
      all[#all + 1] = update
    end
    table.insert(watch.answers, all)
  end,
  stale = function(watch, days)
    table.insert(watch.answers, watch.reg:check_stale(days))
  end,
}

local function observe_one(watch, step)
  local job = OBSERVING[step[1]]
  if job then
    job(watch, step[2], step[3], step[4])
  else
    steps.take(watch.reg, step)
  end
end

--- Takes steps; what is refused is an answer.
local function observe(watch, list)
  for _, step in ipairs(list) do
    if step[1] == "repeat" then
      for number = 0, step[2] - 1 do
        observe(watch, numbered(step[3], number))
      end
    else
      local ok, why = pcall(observe_one, watch, step)
      if not ok then
        table.insert(watch.answers, { error = sx.errors.is(why) and why.name or error(why, 0) })
      end
    end
  end
end

return {
  handle_fault = function(given)
    return steps.with_registry(given, function(reg)
      return handled(reg, given)
    end)
  end,
  gate = function(given)
    return steps.with_registry(given, function(reg)
      steps.take_all(reg, given.steps)
      return verdicts(reg:gate(given.name, given.version, given.options))
    end)
  end,
  gate_publish = function(given)
    return steps.with_registry(given, function(reg)
      steps.take_all(reg, given.steps)
      return verdicts(reg:gate_publish(given.line, given.options))
    end)
  end,
  observe = function(given)
    return steps.with_registry(given, function(reg)
      local watch = { reg = reg, subs = {}, answers = {} }
      observe(watch, given.steps)
      return { answers = watch.answers }
    end)
  end,
}
