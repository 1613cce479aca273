import { MessageId, RunId, SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { ClientId, ModelChoice, QuestionText } from "@mma-savant/core/conversation/ChatProtocol"
import { AskId } from "@mma-savant/core/conversation/Inquiry"
import { TurnMode } from "@mma-savant/core/conversation/Turn"
import { FighterId } from "@mma-savant/core/Identity"
import { Schema } from "effect"
import { HttpApi, HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { SignedIn } from "../auth/SignedIn.ts"
import { bodyProblems } from "../problem/Anywhere.ts"
import { unavailable } from "../problem/Problem.ts"
import { worded } from "../problem/Worded.ts"
import { route } from "../request/RoutePolicy.ts"
import { session, sessionNotFound } from "./ConversationApi.ts"
import {
  askClosed,
  cidConflict,
  messageNotFound,
  modelNotOffered,
  noSuchOption,
  queueFull,
  quotaExceeded,
  runNotActive
} from "./TurnProblems.ts"

/** The client's own id of what it asks: asked again with it, a question is answered once. */
const key = {
  "idempotency-key": Schema.optionalKey(ClientId)
}

const chosen = {
  model: Schema.optionalKey(ModelChoice),
  /** Waits for the answers before it (`queue`, the default), or cancels them. */
  mode: Schema.optionalKey(TurnMode),
  /** Whether the client will answer when it is asked back, by `POST .../answers`. */
  canAsk: Schema.optionalKey(Schema.Boolean)
}

/** A question that is stored, and whose answer is underway. */
const Begun = HttpApiSchema.WithHeaders(
  Schema.Struct({
    sessionId: SessionId,
    /** The question. */
    messageId: MessageId,
    answerId: MessageId,
    run: RunId,
    /** Whether all of these were there before. */
    duplicate: Schema.Boolean,
    /** How many runs are answered first. */
    ahead: Schema.Int
  }).pipe(HttpApiSchema.status(202)),
  /** The events of the session. */
  { location: Schema.String }
)

const refusals = [...bodyProblems, sessionNotFound, modelNotOffered, cidConflict, queueFull, quotaExceeded, unavailable]

/** A client writes nothing but what is declared: an answer, or a tool's result, can only be the assistant's. */
const strict = { errors: "all", onExcessProperty: "error" } as const

export class MessageApi extends HttpApiGroup.make("messages")
  .add(
    HttpApiEndpoint.post("addMessage", "/message", {
      headers: key,
      payload: Schema.Struct({
        /** Without one a new talk begins, the same for the same key. */
        sessionId: Schema.optionalKey(SessionId),
        role: Schema.optionalKey(Schema.Literal("user").pipe(worded("clients write as user only"))),
        content: QuestionText,
        /** The answer below which it is asked; without one, the latest. */
        parentId: Schema.optionalKey(MessageId),
        ...chosen
      }),
      success: Begun,
      error: [...refusals, messageNotFound("parentId")]
    }).annotateMerge(
      route({
        summary: "Ask: the question is stored and its answer begins, told by the events of the session",
        access: "user",
        rate: "write"
      })
    ),
    HttpApiEndpoint.post("regenerate", "/session/:sessionId/regenerate", {
      headers: key,
      params: session,
      /** A question, or an answer to it. */
      payload: Schema.Struct({ messageId: MessageId, ...chosen }),
      success: Begun,
      error: [...refusals, messageNotFound("messageId")]
    }).annotateMerge(
      route({ summary: "Another answer to the same question, on a branch of its own", access: "user", rate: "write" })
    ),
    HttpApiEndpoint.post("edit", "/session/:sessionId/edit", {
      headers: key,
      params: session,
      payload: Schema.Struct({ messageId: MessageId, content: QuestionText, ...chosen }),
      success: Begun,
      error: [...refusals, messageNotFound("messageId")]
    }).annotateMerge(
      route({ summary: "Another question in the place of one, on a branch of its own", access: "user", rate: "write" })
    ),
    HttpApiEndpoint.post("cancelRun", "/session/:sessionId/runs/:run/cancel", {
      params: { ...session, run: RunId },
      success: HttpApiSchema.Accepted,
      error: [sessionNotFound, runNotActive, unavailable]
    }).annotateMerge(
      route({ summary: "Stop an answer, running or waiting; what there is of it stays", access: "user", rate: "write" })
    ),
    HttpApiEndpoint.post("answerInquiry", "/session/:sessionId/answers", {
      params: session,
      payload: Schema.Struct({ askId: AskId, value: FighterId }),
      success: HttpApiSchema.NoContent,
      error: [...bodyProblems, sessionNotFound, askClosed, noSuchOption, unavailable]
    }).annotateMerge(
      route({ summary: "Say which fighter is meant, where an answer asks back", access: "user", rate: "write" })
    )
  )
  .middleware(SignedIn)
  .annotate(HttpApi.PayloadParseOptions, strict)
  .prefix("/api/chat") {}
