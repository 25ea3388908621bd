--- Errors: one kind of table for everything that can go wrong.
--
-- An error has `code` (number), `name` (`"COHERENCE"`), `class` (`"CoherenceError"`), `parent` (the
-- class above, if that is not `DiramError`), `message`, `hint` (what to do next, or nil), `details`
-- (a table with the facts) and `retryable` (true when the same call may succeed later). It prints
-- as `CLASS: MESSAGE`. A `VersionError` also has `column` (where its text is wrong, in characters
-- from 1) and `suggestion` (what may have been meant, or nil). Functions raise errors; under
-- `semverx.safe` they return `nil, err`.
--
--     local ok, err = pcall(pkg.unpack, pkg, "restored")
--     if not ok and errors.is(err, "RecoveryError") then print(err.hint) end

local errors = {}

local Error = {}
Error.__index = Error
Error.__name = "diram error"

function Error:__tostring()
  return self.class .. ": " .. self.message
end

--- Makes an error out of a back end's record.
function errors.new(record)
  record.details = record.details or {}
  record.retryable = record.retryable or false
  if record.class == "VersionError" then
    record.column, record.suggestion = record.details.column, record.details.suggestion
  end
  return setmetatable(record, Error)
end

--- Whether `value` is an error of diram's; with `class`, whether it is of that class or below it.
function errors.is(value, class)
  if getmetatable(value) ~= Error then
    return false
  end
  return class == nil or class == "DiramError" or class == value.class or class == value.parent
end

--- Raises a back end's record.
function errors.raise(record)
  error(errors.new(record), 0)
end

--- Gives `value`, or raises `record` when there is one: for a primitive's two results. Both are nil where
-- an answer is absent.
function errors.check(value, record)
  if value == nil and record ~= nil then
    errors.raise(record)
  end
  return value
end

--- Raises `ArgumentError`: `message` names the argument and what would be right.
function errors.argument(argument, message, details)
  details = details or {}
  details.argument = argument
  errors.raise({ code = 1, name = "ARGUMENT", class = "ArgumentError", message = message, details = details })
end

--- Raises `ArgumentError`: a number is outside its limits.
function errors.limit(argument, range, got)
  local message = ("%s must be within %s, got %s"):format(argument, range, tostring(got))
  local details = { argument = argument, range = range, got = tostring(got) }
  errors.raise({ code = 3, name = "LIMIT", class = "ArgumentError", message = message, details = details })
end

--- Raises `StateError`: the handle is closed.
function errors.closed(what)
  local message = "this " .. what .. " is closed"
  errors.raise({ code = 4, name = "CLOSED", class = "StateError", message = message, details = { what = what } })
end

--- Raises `StateError`: it cannot be done now.
function errors.state(message)
  errors.raise({ code = 6, name = "STATE", class = "StateError", message = message })
end

--- Raises `StorageError`: local input or output failed.
function errors.storage(path, message, errno)
  local details = { path = path, errno = errno }
  errors.raise({ code = 80, name = "IO", class = "StorageError", message = path .. ": " .. message, details = details })
end

--- Raises `InternalError`: the back end gave what it never should.
function errors.internal(message)
  local hint = "please report it, with the input if you can"
  errors.raise({ code = 99, name = "PANIC", class = "InternalError", message = message, hint = hint })
end

return errors
