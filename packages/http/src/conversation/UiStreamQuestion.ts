import { MessageId } from "@mma-savant/core/conversation/ChatMessage"
import { QuestionText } from "@mma-savant/core/conversation/ChatProtocol"
import { Result, Schema, SchemaIssue } from "effect"

/** A message as the client shows it. Our record is the talk: of those before the last, only the ids are looked at. */
const UiMessage = Schema.Struct({
  id: Schema.String,
  role: Schema.Literals(["user", "assistant", "system"]),
  /** Of the last one, which is the user's, the text is the question; files and all else are left out of account. */
  parts: Schema.Array(Schema.Unknown)
})
type UiMessage = typeof UiMessage.Type

/** What a client asks. */
export interface UiQuestion {
  /** The client's own id of it or, where the client has it of us, ours. */
  readonly id: string
  readonly text: string
  /** The answer that it stands below on the client's side, as far as it may be one of ours. */
  readonly below: MessageId | null
}

const isText = Schema.is(Schema.Struct({ type: Schema.Literal("text"), text: Schema.String }))

export const isMessageId = Schema.is(MessageId)

const issues = SchemaIssue.makeFormatterStandardSchemaV1()

const readText = Schema.decodeUnknownResult(QuestionText)

const textIn = ({ parts }: UiMessage) => readText(parts.flatMap((part) => (isText(part) ? [part.text] : [])).join(""))

/** The messages of a client, oldest first: the last of them asks something. */
export const UiMessages = Schema.Array(UiMessage).pipe(
  Schema.check(
    Schema.makeFilter((messages) => {
      const last = messages.at(-1)
      if (last?.role !== "user") return "the last message must be the user's"
      const text = textIn(last)
      if (Result.isSuccess(text)) return true
      const [{ message } = { message: "no question" }] = issues(text.failure.issue).issues
      return { path: [messages.length - 1, "parts"], issue: message }
    })
  )
)

export const questionOf = (messages: typeof UiMessages.Type): UiQuestion => {
  const last = messages[messages.length - 1]!
  const below = messages.flatMap(({ id, role }) => (role === "assistant" && isMessageId(id) ? [id] : [])).at(-1)
  return { id: last.id, text: Result.getOrThrow(textIn(last)), below: below ?? null }
}
