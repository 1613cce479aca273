import { ChatLog, RunClosed, type RunPen } from "@mma-savant/core/conversation/ChatLog"
import { RunId, type SessionId } from "@mma-savant/core/conversation/ChatMessage"
import type { FrameBody, LoggedFrame } from "@mma-savant/core/conversation/ChatProtocol"
import { frameTime, keptFrames, knownRuns, stateTime } from "@mma-savant/core/conversation/LogRetention"
import { DateTime, Duration, Effect, Layer } from "effect"
import { RedisClient } from "./RedisClient.ts"

/** Appends that are known again: more than can be under way in a session when a connection is lost. */
const known = 16

/**
 * Adds frames, of which it reads nothing but their kinds: `s` for the start of a run, `e` for its end. It answers 0 where
 * the run may not write. An append that comes again, because the connection was lost before its answer came, is known by
 * its id and adds nothing, and so does a run that was told of beside the one that is open. The id of the first names the
 * epoch, unless it has one.
 */
const append = `
local id, pen, kinds = ARGV[1], ARGV[2], ARGV[4]
local state = redis.call("HMGET", KEYS[2], "epoch", "head", "number", "run", "start", "ids", "beside")
local epoch, head, number = state[1], tonumber(state[2] or 0), tonumber(state[3] or 0)
local run, start, ids = state[4] or "", tonumber(state[5] or 0), state[6] or ""
local mark = id:sub(-12)
if ids:find(mark, 1, true) then return 1 end
local beside = state[7] or ""
if pen ~= "" and ARGV[3] == "" then
  local told = pen:sub(-12)
  if beside:find(told, 1, true) then return 1 end
  beside = (told .. beside):sub(1, ${knownRuns} * #told)
  pen = ""
end

local taken = {}
for at = 5, #ARGV do
  local kind = kinds:sub(at - 4, at - 4)
  local again = kind == "s" and run == pen
  if pen ~= "" and not again then
    if kind == "s" then
      if run ~= "" or tonumber(ARGV[3]) <= number then return 0 end
      run, number, start = pen, tonumber(ARGV[3]), head + #taken + 1
    elseif run ~= pen then
      return 0
    elseif kind == "e" then
      run = ""
    end
  end
  if not again then taken[#taken + 1] = ARGV[at] end
end
if #taken == 0 then return 1 end

if not epoch then
  epoch = id
  redis.call("DEL", KEYS[1])
end
for at, text in ipairs(taken) do redis.call("XADD", KEYS[1], (head + at) .. "-0", "f", text) end
head = head + #taken
local oldest = head - ${keptFrames} + 1
if run ~= "" then oldest = math.min(oldest, start) end
if oldest > 1 then redis.call("XTRIM", KEYS[1], "MINID", "~", oldest) end
redis.call("HSET", KEYS[2], "epoch", epoch, "head", head, "number", number, "run", run, "start", start,
  "ids", (mark .. ids):sub(1, ${known} * #mark), "beside", beside)
redis.call("PEXPIRE", KEYS[1], ${Duration.toMillis(frameTime)})
redis.call("PEXPIRE", KEYS[2], ${Duration.toMillis(stateTime)})
redis.call("PUBLISH", KEYS[1], head)
return 1`

/** The epoch, the newest number, and where there are frames, the place of the first and all of them. */
const read = `
local state = redis.call("HMGET", KEYS[2], "epoch", "head")
local page = { state[1] or "", state[2] or "0" }
if tonumber(page[2]) > tonumber(ARGV[1]) then
  for at, entry in ipairs(redis.call("XRANGE", KEYS[1], "(" .. ARGV[1], "+", "COUNT", ARGV[2])) do
    if at == 1 then page[3] = entry[1] end
    page[at + 3] = entry[2][2]
  end
end
return page`

/** Begins a log that is not there: then frames that are, are those of one that was. */
const bounds = `
local state = redis.call("HMGET", KEYS[2], "epoch", "head", "run", "start")
if not state[1] then
  state[1] = ARGV[1]
  redis.call("DEL", KEYS[1])
  redis.call("HSET", KEYS[2], "epoch", ARGV[1])
  redis.call("PEXPIRE", KEYS[2], ${Duration.toMillis(stateTime)})
end
local oldest = redis.call("XRANGE", KEYS[1], "-", "+", "COUNT", 1)[1]
return { state[1], state[2] or "0", oldest and oldest[1] or "", state[3] or "", state[4] or "0" }`

const forget = `
redis.call("DEL", KEYS[1], KEYS[2])
redis.call("PUBLISH", KEYS[1], 0)`

/** The frames, whose doorbell has the same name, and what else there is to a log: on one server of many. */
const keys = (sessionId: SessionId) => [`log:{${sessionId}}`, `log:{${sessionId}}:state`] as const

const kindOf = ({ t }: FrameBody): string => (t === "run.start" ? "s" : t === "run.end" ? "e" : ".")

const kindsOf = (bodies: ReadonlyArray<FrameBody>, pen: RunPen | null): string =>
  pen?.number == null ? "" : bodies.map(kindOf).join("")

/** A frame as it is kept: its session and its number are those of its place. */
type KeptFrame = FrameBody & Pick<LoggedFrame, "v" | "ts">

/** The number of a place, which is written with a second one. */
const numberOf = (place: string): number => Number.parseInt(place, 10)

export const layer = Layer.effect(
  ChatLog,
  Effect.gen(function* () {
    const { script, subscribe } = yield* RedisClient
    const add = script<0 | 1>(append)
    const page = script<ReadonlyArray<string>>(read)
    const measure = script<readonly [epoch: string, head: string, oldest: string, run: string, start: string]>(bounds)
    const remove = script<null>(forget)

    return ChatLog.make({
      append: Effect.fnUntraced(function* (sessionId, bodies, pen) {
        if (bodies.length === 0) return
        const ts = DateTime.formatIso(yield* DateTime.now)
        const taken = yield* add(
          keys(sessionId),
          crypto.randomUUID(),
          pen?.run ?? "",
          pen?.number ?? "",
          kindsOf(bodies, pen),
          ...bodies.map((body) => JSON.stringify({ ...body, v: 1, ts } satisfies KeptFrame))
        )
        if (pen !== null && taken === 0) return yield* new RunClosed({ run: pen.run })
      }),

      read: Effect.fnUntraced(function* (sessionId, after, limit) {
        const [epoch = "", head, first = "", ...texts] = yield* page(keys(sessionId), after, limit)
        const from = numberOf(first)
        const frames = texts.map((text, index): LoggedFrame => {
          const frame: KeptFrame = JSON.parse(text)
          return { ...frame, sid: sessionId, seq: from + index }
        })
        return { epoch, head: Number(head), frames }
      }),

      bounds: Effect.fn("RedisChatLog.bounds")(function* (sessionId) {
        const [epoch, newest, oldest, run, start] = yield* measure(keys(sessionId), crypto.randomUUID())
        const head = Number(newest)
        return {
          epoch,
          head,
          oldest: oldest === "" ? head + 1 : numberOf(oldest),
          open: run === "" ? null : { run: RunId.make(run), start: Number(start) }
        }
      }),

      forget: Effect.fn("RedisChatLog.forget")((sessionId) => Effect.asVoid(remove(keys(sessionId)))),

      listen: (sessionId, ring) => subscribe(keys(sessionId)[0], ring)
    })
  })
)
