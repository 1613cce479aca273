import { MessageId, type MessagePart, RunId, SessionId } from "../src/conversation/ChatMessage.ts"
import type { Turn, TurnEnd } from "../src/conversation/Turn.ts"
import { type ModelCall, untoldTokens } from "../src/llm/ModelCall.ts"
import { Email, type NewUser, Username } from "../src/user/User.ts"
import { day, freshKey, freshWord } from "./Facts.ts"

export const freshSession = (): SessionId => SessionId.make(crypto.randomUUID())

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

export const turn = (known: Pick<Turn, "sessionId" | "userId"> & Partial<Turn>): Turn => ({
  cid: freshKey(),
  run: RunId.make(`r_${crypto.randomUUID()}`),
  text: "Who has the most wins?",
  questionId: MessageId.make(crypto.randomUUID()),
  answerId: MessageId.make(crypto.randomUUID()),
  ...known
})

/** A part of every kind, with cells of every kind. */
export const everyPart: ReadonlyArray<MessagePart> = [
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
  { kind: "text", text: "" },
  { kind: "source", source: { asOf: null, sampleOnly: true, tools: ["leaderboard", "getFighter"] } }
]

export const turnEnd = (answerId: MessageId, known: Partial<TurnEnd> = {}): TurnEnd => ({
  answerId,
  parts: everyPart,
  status: "completed",
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
