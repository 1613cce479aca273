import { ChatMessage, SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { Conversation, SessionNotFound, SessionTitle } from "@mma-savant/core/conversation/Conversation"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { SignedIn } from "../auth/SignedIn.ts"
import { bodyProblems } from "../problem/Anywhere.ts"
import { problem, unavailable } from "../problem/Problem.ts"
import { route } from "../request/RoutePolicy.ts"

export const sessionNotFound = problem(
  SessionNotFound,
  { status: 404, code: "SESSION_NOT_FOUND", title: "Not Found" },
  {
    tell: ({ sessionId }) => ({ detail: `There is no session ${sessionId}.`, subject: sessionId }),
    revive: ({ subject }) => ({ _tag: "SessionNotFound" as const, sessionId: String(subject) })
  }
)

const { userId: _, ...session } = Conversation.fields

export class ConversationApi extends HttpApiGroup.make("chat")
  .add(
    HttpApiEndpoint.post("createSession", "/session", {
      /** No body is a session without a title; it gets one from the first question. */
      payload: [Schema.Struct({ title: Schema.optionalKey(SessionTitle) }), Schema.Null],
      success: Schema.Struct(session).pipe(HttpApiSchema.status(201)),
      error: [...bodyProblems, unavailable]
    }).annotateMerge(
      route({
        summary: "Begin a talk; without a title it gets one from the first question",
        access: "user",
        rate: "write",
        bodyOptional: true
      })
    ),
    HttpApiEndpoint.get("getSession", "/session/:id", {
      params: { id: SessionId },
      /** The latest 200 messages, oldest first. */
      success: Schema.Struct({ ...session, messages: Schema.Array(ChatMessage) }),
      error: [sessionNotFound, unavailable]
    }).annotateMerge(
      route({ summary: "A talk with its latest 200 messages, oldest first", access: "user", rate: "read" })
    )
  )
  .middleware(SignedIn)
  .prefix("/api/chat") {}
