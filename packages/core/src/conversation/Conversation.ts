import { Schema } from "effect"
import { UserId } from "../Identity.ts"
import { SessionId } from "./ChatMessage.ts"

/** The most characters of a title. */
export const maxTitle = 200

/** One line of at most {@link maxTitle} characters. */
export const SessionTitle = Schema.String.pipe(
  Schema.check(
    Schema.isMinLength(1),
    Schema.isMaxLength(maxTitle),
    Schema.isPattern(/^[^\r\n\0]*$/, { message: "one line only" })
  )
)

/** A talk of one user with the assistant. */
export class Conversation extends Schema.Class<Conversation>("Conversation")({
  sessionId: SessionId,
  userId: UserId,
  title: Schema.NullOr(SessionTitle),
  createdAt: Schema.DateTimeUtcFromDate,
  updatedAt: Schema.DateTimeUtcFromDate
}) {}

/** There is no such session, or it is somebody else's: the caller cannot tell. */
export class SessionNotFound extends Schema.TaggedError<SessionNotFound>()("SessionNotFound", {
  sessionId: SessionId
}) {}

/** The client's id of a message was used before, for another text. */
export class CidConflict extends Schema.TaggedError<CidConflict>()("CidConflict", { cid: Schema.String }) {}

/** An answer is still being given in this session. */
export class SessionBusy extends Schema.TaggedError<SessionBusy>()("SessionBusy", { sessionId: SessionId }) {}
