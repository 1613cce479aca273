import type { MessageId } from "@mma-savant/core/conversation/ChatMessage"
import {
  CidConflict,
  Conversation,
  MessageNotFound,
  QueueFull,
  SessionNotFound
} from "@mma-savant/core/conversation/Conversation"
import { mostQueued, type StoredTurn, type Turn } from "@mma-savant/core/conversation/Turn"
import { type TurnRefused, TurnRepository } from "@mma-savant/core/conversation/TurnRepository"
import type { UserId } from "@mma-savant/core/Identity"
import { QuotaExceeded, quota } from "@mma-savant/core/user/Quota"
import { DateTime, Effect, Equal, Layer, Result } from "effect"
import { MemoryUsers } from "./MemoryUsers.ts"
import type { StoredRun, Talk } from "./Talks.ts"

/** The turn that a run was begun by. */
const repeated = ({ facts, place }: StoredRun): StoredTurn => ({
  questionId: facts.questionId,
  ...place,
  answerId: facts.answerId,
  run: facts.run,
  repeated: true,
  owned: null,
  cancelled: [],
  stopping: null,
  quota: null
})

interface Place {
  readonly questionId: MessageId
  readonly parentId: MessageId | null
}

/** The question of a turn and what it hangs below; none where what is asked about cannot be asked about so. */
const placeOf = (
  { conversation, messages }: Talk,
  { ask, questionId }: Turn
): Result.Result<Place, MessageNotFound> => {
  const targetId = ask.kind === "send" ? ask.parentId : ask.messageId
  if (targetId === null) return Result.succeed({ questionId, parentId: conversation.head })
  const target = messages.get(targetId)
  if (target !== undefined) {
    const { parentId, role } = target
    if (ask.kind === "send" && role === "assistant") return Result.succeed({ questionId, parentId: targetId })
    if (ask.kind === "edit" && role === "user") return Result.succeed({ questionId, parentId })
    const question = role === "user" || parentId === null ? target : messages.get(parentId)
    if (ask.kind === "regenerate" && question?.role === "user") {
      return Result.succeed({ questionId: question.id, parentId: question.parentId })
    }
  }
  return Result.fail(new MessageNotFound({ messageId: targetId }))
}

const make = Effect.map(MemoryUsers, ({ accounts, requests, talks, usage }) => {
  const limitOf = (userId: UserId): number => accounts.get(userId)?.user.dailyRequestLimit ?? 0

  /** Enters a turn that is refused nothing. */
  const enter = (talk: Talk, turn: Turn, { parentId, questionId }: Place, now: DateTime.Utc): StoredRun => {
    const { answerId, ask, canAsk, cid, day, model, run, sessionId, userId } = turn
    const known = { status: "completed", createdAt: now } as const
    if (ask.kind !== "regenerate") {
      talks.put(talk, { ...known, id: questionId, parentId, role: "user", parts: [{ kind: "text", text: ask.text }] })
    }
    talks.put(talk, { ...known, id: answerId, parentId: questionId, role: "assistant", parts: [], status: "queued" })
    talk.conversation = new Conversation({ ...talk.conversation, head: answerId, updatedAt: now })
    requests.add(userId, day, 1)
    return talks.enter(talk, cid, {
      turn: { ask, day },
      place: { parentId, ahead: talk.line.length },
      facts: {
        sessionId,
        run,
        answerId,
        number: talk.runs.size + 1,
        questionId,
        userId,
        model,
        canAsk,
        isAnew: ask.kind === "regenerate"
      },
      askedAt: DateTime.toEpochMillis(now)
    })
  }

  const begin = (turn: Turn, at: DateTime.Utc): Result.Result<StoredTurn, TurnRefused> =>
    Result.gen(function* () {
      const { answerId, ask, cid, day, mode, owner, run, sessionId, userId } = turn
      const talk = talks.get(sessionId)
      if (talk?.conversation.userId !== userId) return yield* Result.fail(new SessionNotFound({ sessionId }))
      const known = talk.runs.get(cid)
      if (known !== undefined) {
        return Equal.equals(known.turn.ask, ask) ? repeated(known) : yield* Result.fail(new CidConflict({ cid }))
      }
      const place = yield* placeOf(talk, turn)
      const waiting = talk.line.filter(({ status }) => status === "queued")
      const cancelled = mode === "interrupt" ? waiting : []
      if (waiting.length - cancelled.length >= mostQueued) return yield* Result.fail(new QueueFull({ sessionId }))
      const [limit, used] = [limitOf(userId), requests.count(userId, day)]
      if (used - cancelled.filter((one) => one.turn.day === day).length >= limit) {
        return yield* Result.fail(new QuotaExceeded({ quota: quota(limit, used, day) }))
      }

      const now = DateTime.toEpochMillis(at)
      for (const one of cancelled) talks.end(one, { status: "cancelled", isCharged: false }, now)
      const running = talk.line.find(({ status }) => status === "streaming")
      const stopping = mode === "interrupt" ? running : undefined
      if (stopping !== undefined) stopping.isStopped = true
      const stored = enter(talk, turn, place, at)
      return {
        ...place,
        answerId,
        run,
        repeated: false,
        owned: owner !== null && stored.place.ahead === 0 ? talks.start(stored, owner, now) : null,
        ahead: stored.place.ahead,
        cancelled: cancelled.map(({ facts }) => facts),
        stopping: stopping?.facts.run ?? null,
        quota: quota(limit, requests.count(userId, day), day)
      }
    })

  // Whatever looks and then writes does so in one step, between which no other fiber runs.
  return TurnRepository.of({
    begin: (turn) => Effect.flatMap(DateTime.now, (now) => Effect.fromResult(begin(turn, now))),

    checkpoint: (answerId, parts) =>
      Effect.sync(() => {
        const run = talks.giving(answerId)
        if (run !== undefined) talks.amend(run, { parts })
      }),

    recover: (answerId, parts) =>
      Effect.sync(() => {
        const run = [...talks.open.values()].find(({ facts }) => facts.answerId === answerId)
        if (run?.status !== "interrupted") return false
        talks.amend(run, { parts })
        return true
      }),

    finish: ({ answerId, calls, isCharged, parts, status }) =>
      Effect.map(DateTime.now, (at) => {
        const run = talks.giving(answerId)
        if (run === undefined) return false
        talks.end(run, { status, parts, isCharged }, DateTime.toEpochMillis(at))
        usage.push(...calls.map((call) => ({ userId: run.facts.userId, at, call })))
        return true
      }),

    quota: (userId, day) => Effect.sync(() => quota(limitOf(userId), requests.count(userId, day), day))
  })
})

export const layer = Layer.effect(TurnRepository, make)
