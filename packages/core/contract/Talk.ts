import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { type ChatMessage, MessageId, type MessagePart, RunId, SessionId } from "../src/conversation/ChatMessage.ts"
import { ConversationRepository } from "../src/conversation/ConversationRepository.ts"
import { RunLeases } from "../src/conversation/RunLeases.ts"
import { type Ask, Instance, type StoredTurn, type Turn, type TurnEnd } from "../src/conversation/Turn.ts"
import { type TurnRefused, TurnRepository } from "../src/conversation/TurnRepository.ts"
import type { UserId } from "../src/Identity.ts"
import { type ModelCall, untoldTokens } from "../src/llm/ModelCall.ts"
import { Email, type NewUser, Username } from "../src/user/User.ts"
import { UserRepository } from "../src/user/UserRepository.ts"
import { day, freshKey, freshWord } from "./Facts.ts"

export const freshSession = (): SessionId => SessionId.make(crypto.randomUUID())

export const freshMessage = (): MessageId => MessageId.make(crypto.randomUUID())

export const freshRun = (): RunId => RunId.make(`r_${crypto.randomUUID()}`)

export const freshInstance = (): Instance => Instance.make(crypto.randomUUID())

/** Somebody whose name, address and account nobody else has. */
export const newUser = (known: Partial<NewUser> = {}): NewUser => {
  const word = freshWord()
  return {
    username: Username.make(word),
    email: Email.make(`${word}@example.org`),
    emailVerified: true,
    profileImageUrl: null,
    isActive: true,
    isAdmin: false,
    dailyRequestLimit: 0,
    provider: "test",
    providerAccountId: word,
    ...known
  }
}

/** A session and its user. */
export interface Place {
  readonly sessionId: SessionId
  readonly userId: UserId
}

/** Another session of a user. */
export const sessionOf = Effect.fnUntraced(function* (userId: UserId) {
  const conversations = yield* ConversationRepository
  const { sessionId } = yield* conversations.create({ sessionId: freshSession(), userId, title: null })
  return { sessionId, userId } satisfies Place
})

/** A session of a fresh user. */
export const newSession = Effect.fnUntraced(function* (known: Partial<NewUser> = {}) {
  const { id } = yield* (yield* UserRepository).create(newUser({ dailyRequestLimit: 1000, ...known }))
  return yield* sessionOf(id)
})

/** The day on which turns count that name none. */
export const firstDay = day("2026-11-23")

export const send = (text: string, parentId: MessageId | null = null): Ask => ({ kind: "send", text, parentId })

/** A question of its own, for a program of its own. */
export const turn = (known: Place & Partial<Turn>): Turn => ({
  cid: freshKey(),
  ask: send("Who has the most wins?"),
  mode: "queue",
  model: null,
  canAsk: false,
  owner: freshInstance(),
  day: firstDay,
  run: freshRun(),
  questionId: freshMessage(),
  answerId: freshMessage(),
  ...known
})

/** Begins a turn. */
export const begun = (known: Place & Partial<Turn>) => TurnRepository.use((turns) => turns.begin(turn(known)))

/** Begins a turn and ends it as completed. */
export const answered = Effect.fnUntraced(function* (known: Place & Partial<Turn>) {
  const stored: StoredTurn = yield* begun(known)
  yield* (yield* TurnRepository).finish(turnEnd(stored.answerId))
  return stored
})

export const atOnce = <A, E, R>(effects: ReadonlyArray<Effect.Effect<A, E, R>>) =>
  Effect.all(effects, { concurrency: "unbounded" })

/** Every message of a session. */
export const messagesOf = ({ sessionId }: Pick<Place, "sessionId">) =>
  ConversationRepository.use((conversations) =>
    Effect.map(conversations.messages(sessionId, { limit: 500, offset: 0 }), ({ items }) => items)
  )

/** How every answer of a session stands, in the order in which they were asked for. */
export const answersOf = (place: Pick<Place, "sessionId">) =>
  Effect.map(messagesOf(place), (messages) =>
    messages.flatMap(({ role, status }): ReadonlyArray<ChatMessage["status"]> => (role === "assistant" ? [status] : []))
  )

/** How many requests of a day are used up. */
export const usedBy = ({ userId }: Pick<Place, "userId">, when = firstDay) =>
  TurnRepository.use((turns) => Effect.map(turns.quota(userId, when), ({ used }) => used))

/** All that is known of a session and of its user's day. */
export const record = Effect.fnUntraced(function* (place: Place) {
  const session = yield* (yield* ConversationRepository).get(place.sessionId, place.userId)
  const runs = yield* (yield* RunLeases).current(place.sessionId)
  return { session: { ...session }, runs, messages: yield* messagesOf(place), used: yield* usedBy(place) }
})

/** The law of every turn that is refused: nothing changes in its session, or in another. */
export const assertRefused = Effect.fnUntraced(function* (
  known: Place & Partial<Turn>,
  tag: TurnRefused["_tag"],
  where: Place = known
) {
  const before = yield* record(where)
  const error = yield* Effect.flip(begun(known))
  assert.strictEqual(error._tag, tag)
  assert.deepStrictEqual(yield* record(where), before)
  return error
})

/** A part of every kind, with cells of every kind. */
export const everyPart: ReadonlyArray<MessagePart> = [
  { kind: "reasoning", text: "Wins are counted:\n\n1. by whom? \\ 🤔" },
  { kind: "text", text: '**Jim Miller** "holds" it \\ with 27 wins. 🥊 기록' },
  {
    kind: "table",
    tool: "leaderboard",
    table: {
      columns: ["rank", "fighter", "value", "tied"],
      rows: [
        [1, "Jim Miller", 27.5, false],
        [2, null, 0, true]
      ],
      unit: "count",
      asOf: day("2026-08-20"),
      sampleOnly: false,
      coverage: { fights: 46, measuredFights: 45 },
      truncated: true,
      total: 12,
      minFights: 3,
      event: { name: "UFC 300", date: day("2024-04-13"), location: null, status: "completed" },
      note: "as printed"
    }
  },
  {
    kind: "chart",
    callId: "call_1",
    spec: { mark: "bar", title: "Wins \\ 승", x: "value", y: "fighter" },
    data: {
      columns: ["value", "fighter"],
      rows: [
        [27.5, "Jim Miller"],
        [-1, "정찬성"]
      ],
      unit: "count"
    },
    fallback: "Wins\nJim Miller  █ 27.5"
  },
  { kind: "text", text: "" },
  { kind: "source", source: { asOf: null, sampleOnly: true, tools: ["leaderboard", "getFighter"] } }
]

export const turnEnd = (answerId: MessageId, known: Partial<TurnEnd> = {}): TurnEnd => ({
  answerId,
  parts: everyPart,
  status: "completed",
  isCharged: true,
  usage: {
    provider: "test",
    model: "test-1",
    tokens: { input: 10, output: null },
    firstTextMs: null,
    totalMs: 1200
  },
  calls: [],
  ...known
})

/** A completed call of which the vendor told neither tokens nor price. */
export const modelCall = (known: Partial<ModelCall> = {}): ModelCall => ({
  provider: "openai",
  model: "test-1",
  source: "model",
  tokens: untoldTokens,
  estimated: false,
  cost: null,
  firstTokenMs: 20,
  totalMs: 300,
  outcome: "completed",
  ...known
})
