import { DateTime } from "effect"
import type { Prompt } from "effect/ai"
import { type ChatMessage, MessageId, type MessagePart } from "../../src/conversation/ChatMessage.ts"
import { FighterId } from "../../src/Identity.ts"
import { noSlots, type Slots } from "../../src/llm/Slots.ts"

export const messageId = (number: number) =>
  MessageId.make(`00000000-0000-4000-8000-${String(number).padStart(12, "0")}`)

/** A question of that text, unless more is known. */
export const message = (number: number, text: string, known: Partial<ChatMessage> = {}): ChatMessage => ({
  id: messageId(number),
  parentId: null,
  role: "user",
  parts: [{ kind: "text", text }],
  status: "completed",
  createdAt: DateTime.makeUnsafe(0),
  ...known
})

export const sourceOf = (slots?: Slots): MessagePart => ({
  kind: "source",
  source: { asOf: null, sampleOnly: false, tools: [], ...(slots === undefined ? {} : { slots }) }
})

/** An answer of that text, which speaks of fighters by those numbers. */
export const answerTo = (number: number, text: string, ...spokenOf: ReadonlyArray<number>): ChatMessage =>
  message(number, "", {
    role: "assistant",
    parts: [
      { kind: "text", text },
      sourceOf({
        ...noSlots,
        fighters: spokenOf.map((id) => ({ fighterId: FighterId.make(id), name: `Fighter ${id}` }))
      })
    ]
  })

/** What a model is told, as role and text. */
export const told = ({ content }: Prompt.Prompt): ReadonlyArray<readonly [role: string, text: string]> =>
  content.map(({ content, role }) => [
    role,
    typeof content === "string" ? content : content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join()
  ])

/** What the system's message of a talk says of what was before, without the words around it. */
export const before = (prompt: Prompt.Prompt): unknown => {
  const [first] = told(prompt)
  return first?.[0] === "system" ? JSON.parse(first[1].slice(first[1].indexOf("\n"))) : null
}
