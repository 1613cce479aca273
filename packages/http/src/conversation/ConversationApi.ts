import { ChatMessage, SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { Conversation, GivenTitle, SessionNotFound, SessionTitle } from "@mma-savant/core/conversation/Conversation"
import { shownMessages } from "@mma-savant/core/conversation/Standing"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { SignedIn } from "../auth/SignedIn.ts"
import { bodyProblems } from "../problem/Anywhere.ts"
import { problem, unavailable } from "../problem/Problem.ts"
import { limit } from "../request/Paging.ts"
import { route } from "../request/RoutePolicy.ts"
import { offset, wholeNumber } from "../request/WholeNumber.ts"

export const sessionNotFound = problem(
  SessionNotFound,
  { status: 404, code: "SESSION_NOT_FOUND", title: "Not Found" },
  {
    tell: ({ sessionId }) => ({ detail: `There is no session ${sessionId}.`, subject: sessionId }),
    revive: ({ subject }) => ({ _tag: "SessionNotFound" as const, sessionId: String(subject) })
  }
)

/** The session that a path names. */
export const session = { sessionId: SessionId }

const { userId: _, ...fields } = Conversation.fields

/** A session as its user sees it: until it has a title, it is called by when it began. */
const Session = Schema.Struct({ ...fields, title: SessionTitle })

/** How many messages are shown: 1 to 200. */
const shown = Schema.optionalKey(wholeNumber(Schema.Int, shownMessages))

export class ConversationApi extends HttpApiGroup.make("chat")
  .add(
    HttpApiEndpoint.post("createSession", "/session", {
      /** No body is a session without a title; it gets one from the first question. */
      payload: [Schema.Struct({ title: Schema.optionalKey(GivenTitle) }), Schema.Null],
      success: Session.pipe(HttpApiSchema.status(201)),
      error: [...bodyProblems, unavailable]
    }).annotateMerge(
      route({
        summary: "Begin a talk; without a title it gets one from the first question",
        access: "user",
        rate: "write",
        bodyOptional: true
      })
    ),
    HttpApiEndpoint.get("listSessions", "/sessions", {
      query: { limit, offset },
      success: Schema.Struct({
        sessions: Schema.Array(Session),
        total: Schema.Int,
        limit: Schema.Int,
        offset: Schema.Int
      }),
      error: unavailable
    }).annotateMerge(
      route({ summary: "One's own talks, those that changed last first", access: "user", rate: "read" })
    ),
    HttpApiEndpoint.get("getSession", "/session/:sessionId", {
      params: session,
      query: { limit: shown, offset },
      success: Schema.Struct({
        ...Session.fields,
        /** On whatever branch, in the order in which they came. */
        messages: Schema.Array(ChatMessage),
        /** All messages of the session. */
        total: Schema.Int,
        /** Whether newer ones follow. */
        hasMore: Schema.Boolean,
        /** How many older ones come before. */
        offset: Schema.Int
      }),
      error: [sessionNotFound, unavailable]
    }).annotateMerge(
      route({
        summary: "A talk with messages of it, oldest first; without an offset the latest, 200 at most",
        access: "user",
        rate: "read"
      })
    ),
    HttpApiEndpoint.put("renameSession", "/session/:sessionId", {
      params: session,
      payload: Schema.Struct({ title: GivenTitle }),
      success: Session,
      error: [...bodyProblems, sessionNotFound, unavailable]
    }).annotateMerge(route({ summary: "Give a talk another title", access: "user", rate: "write" })),
    HttpApiEndpoint.delete("deleteSession", "/session/:sessionId", {
      params: session,
      success: HttpApiSchema.NoContent,
      error: [sessionNotFound, unavailable]
    }).annotateMerge(
      route({ summary: "Delete a talk with all its messages; an answer underway stops", access: "user", rate: "write" })
    )
  )
  .middleware(SignedIn)
  .prefix("/api/chat") {}
