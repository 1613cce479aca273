import { DateTime, Schema } from "effect"
import { UserId } from "../Identity.ts"
import { TidyText } from "../TidyText.ts"
import { MessageId, RunId, SessionId } from "./ChatMessage.ts"

/** The most characters of a title. */
export const maxTitle = 200

/** One line of at most {@link maxTitle} characters. */
export const SessionTitle = Schema.String.pipe(
  Schema.check(
    Schema.isMinLength(1, { message: "a title has at least one character" }),
    Schema.isMaxLength(maxTitle),
    Schema.isPattern(/^[^\r\n\0]*$/, { message: "one line only" })
  )
)

/** A title as users give it. */
export const GivenTitle = TidyText.pipe(Schema.decodeTo(SessionTitle))

/** A talk of one user with the assistant. */
export class Conversation extends Schema.Class<Conversation>("Conversation")({
  sessionId: SessionId,
  userId: UserId,
  title: Schema.NullOr(SessionTitle),
  /** The latest answer, which the next question follows; null before the first question. */
  head: Schema.NullOr(MessageId),
  createdAt: Schema.DateTimeUtcFromDate,
  updatedAt: Schema.DateTimeUtcFromDate
}) {
  /** What to call it: by when it began as long as it has no title. */
  get name(): string {
    return this.title ?? `Chat of ${DateTime.formatIso(this.createdAt).slice(0, 16).replace("T", " ")}`
  }
}

/** There is no such session, or it is somebody else's: the caller cannot tell. */
export class SessionNotFound extends Schema.TaggedError<SessionNotFound>()("SessionNotFound", {
  sessionId: SessionId
}) {}

/** The session has no such message, or it is not one that this can be done to. */
export class MessageNotFound extends Schema.TaggedError<MessageNotFound>()("MessageNotFound", {
  messageId: MessageId
}) {}

/** The client's id of a message was used before, for something else. */
export class CidConflict extends Schema.TaggedError<CidConflict>()("CidConflict", { cid: Schema.String }) {}

/** As many questions wait in this session as may. */
export class QueueFull extends Schema.TaggedError<QueueFull>()("QueueFull", { sessionId: SessionId }) {}

/** The run is over, waits for nothing any more, or never was in this session. */
export class RunNotActive extends Schema.TaggedError<RunNotActive>()("RunNotActive", { run: RunId }) {}

/** The question was answered before, or is asked no more. */
export class AskClosed extends Schema.TaggedError<AskClosed>()("AskClosed", { askId: Schema.String }) {}

/** Not one of the options of the question. */
export class NoSuchOption extends Schema.TaggedError<NoSuchOption>()("NoSuchOption", { askId: Schema.String }) {}

/** The model is none of those that answer here. */
export class ModelNotOffered extends Schema.TaggedError<ModelNotOffered>()("ModelNotOffered", {
  model: Schema.String
}) {}
