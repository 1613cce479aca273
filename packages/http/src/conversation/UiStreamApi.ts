import { MessageId, SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { ModelChoice } from "@mma-savant/core/conversation/ChatProtocol"
import { CidConflict } from "@mma-savant/core/conversation/Conversation"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { SignedIn } from "../auth/SignedIn.ts"
import { bodyProblems } from "../problem/Anywhere.ts"
import { problem, unavailable } from "../problem/Problem.ts"
import { route } from "../request/RoutePolicy.ts"
import { session, sessionNotFound } from "./ConversationApi.ts"
import { messageNotFound, modelNotOffered, queueFull, quotaExceeded } from "./TurnProblems.ts"
import { UiMessages } from "./UiStreamQuestion.ts"
import { tooManyStreams } from "./WatchApi.ts"

const idUsed = problem(
  CidConflict,
  { status: 409, code: "CID_CONFLICT", title: "Conflict" },
  {
    tell: ({ cid }) => ({
      detail: "messages: the id of the last was used before for something else.",
      subject: cid,
      errors: [{ field: "messages", message: "the id of the last was used before for something else" }]
    }),
    revive: ({ subject }) => ({ _tag: "CidConflict" as const, cid: String(subject) })
  }
)

const refusals = [
  ...bodyProblems,
  sessionNotFound,
  messageNotFound("parentId"),
  modelNotOffered,
  idUsed,
  queueFull,
  quotaExceeded,
  tooManyStreams,
  unavailable
]

/** What `DefaultChatTransport` sends, and what `useChat` was told to add in `body`. */
export const UiWanted = Schema.Struct({
  /** The session, which is there already. */
  id: SessionId,
  messages: UiMessages,
  trigger: Schema.Literals(["submit-message", "regenerate-message"]),
  /** Of a regeneration, the answer or the question; else the question that the last message takes the place of. */
  messageId: Schema.optionalKey(Schema.String),
  /** The answer below which a new question is asked; without one, the latest. */
  parentId: Schema.optionalKey(MessageId),
  model: Schema.optionalKey(ModelChoice),
  /** Whether the client will answer a `data-ask`, by `POST /api/chat/session/{sessionId}/answers`. */
  canAsk: Schema.optionalKey(Schema.Boolean)
})
export type UiWanted = typeof UiWanted.Type

/**
 * The AI SDK's UI message stream v1: server-sent events, of which each is a chunk, and `[DONE]` at the end. Whatever is
 * between may keep a header from the client.
 */
const Answer = HttpApiSchema.WithHeaders(HttpApiSchema.StreamUint8Array({ contentType: "text/event-stream" }), {
  "x-vercel-ai-ui-message-stream": Schema.optionalKey(Schema.Literal("v1")),
  /** Proxies pass it on as it comes. */
  "x-accel-buffering": Schema.optionalKey(Schema.Literal("no")),
  /** The end of the server waits for no connection whose answer is over. */
  connection: Schema.optionalKey(Schema.Literal("close"))
})

const resumed = {
  params: session,
  success: [Answer, HttpApiSchema.NoContent],
  error: [sessionNotFound, tooManyStreams, unavailable]
} as const

const resuming = route({
  summary: "The answer that is being given, from its start on, as a UI message stream; 204 where none is",
  access: "user",
  rate: "read"
})

export class UiStreamApi extends HttpApiGroup.make("uiStream")
  .add(
    HttpApiEndpoint.post("askUi", "/stream", {
      payload: UiWanted,
      success: Answer,
      error: refusals
    }).annotateMerge(
      route({
        summary: "Ask as the AI SDK's useChat does, and be told the answer as its UI message stream",
        access: "user",
        rate: "write"
      })
    ),
    HttpApiEndpoint.get("resumeUi", "/stream/:sessionId", resumed).annotateMerge(resuming),
    /** Where `DefaultChatTransport` looks for it. */
    HttpApiEndpoint.get("reconnectUi", "/stream/:sessionId/stream", resumed).annotateMerge(resuming)
  )
  .middleware(SignedIn)
  .prefix("/api/chat") {}
