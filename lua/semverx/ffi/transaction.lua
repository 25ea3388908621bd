--- Locks, and the transactions in which Lua's plugins are asked, over libdiram.

local ffi = require "ffi"
local C = require "semverx.ffi.library"
local call = require "semverx.ffi.call"
local json = require "semverx.json"

local err, report = call.err, call.report
local begun = ffi.new("diram_transaction *[1]")
local transaction = {}

-- The other options are those of the operation.
local function options(opts)
  return json.encode({ check = opts.check, update = opts.update, now = opts.now })
end

function transaction.registry_lock(self, project, opts, op)
  local asked = options(opts)
  return call.table(C.diram_registry_lock(self, project, #project, asked, #asked, call.op(op), report, err))
end

function transaction.registry_begin_lock(self, project, opts, op)
  local asked = options(opts)
  local status = C.diram_registry_begin_lock(self, project, #project, asked, #asked, call.op(op), begun, err)
  return call.handle(status, begun, C.diram_transaction_free)
end

function transaction.registry_begin_publish(self, line)
  return call.handle(C.diram_registry_begin_publish(self, line, #line, begun, err), begun, C.diram_transaction_free)
end

function transaction.transaction_calls(self)
  return call.table(C.diram_transaction_calls(self, report, err))
end

--- The votes as C takes them. An empty table would be an object, so lists are put together here.
local function votes_of(ballots)
  local votes = {}
  for i, ballot in ipairs(ballots) do
    local answers = {}
    for j, answer in ipairs(ballot.answers) do
      answers[j] = json.encode(answer)
    end
    votes[i] = ('{"plugin":%s,"answers":[%s]}'):format(json.encode(ballot.plugin), table.concat(answers, ","))
  end
  return "[" .. table.concat(votes, ",") .. "]"
end

function transaction.transaction_commit(self, ballots)
  local votes = votes_of(ballots)
  local done, record = call.table(C.diram_transaction_commit(self, votes, #votes, report, err))
  call.free(self, C.diram_transaction_free)
  return done, record
end

return transaction
