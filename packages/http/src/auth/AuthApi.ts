import { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { User } from "@mma-savant/core/user/User"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { sessionNotFound } from "../conversation/ConversationApi.ts"
import { bodyProblems } from "../problem/Anywhere.ts"
import { unavailable } from "../problem/Problem.ts"
import { SignedIn } from "./SignedIn.ts"

export class AuthApi extends HttpApiGroup.make("auth")
  .add(
    HttpApiEndpoint.get("me", "/me", { success: User }).annotate(OpenApi.Summary, "Who is asking"),
    /** For opening the session's socket once, where headers cannot be set; `expiresIn` is in seconds. */
    HttpApiEndpoint.post("issueTicket", "/ws-ticket", {
      payload: Schema.Struct({ sessionId: SessionId }),
      success: Schema.Struct({ ticket: Schema.String, expiresIn: Schema.Int }),
      error: [...bodyProblems, sessionNotFound, unavailable]
    }).annotate(OpenApi.Summary, "A ticket that opens the socket of a session once, within 30 seconds")
  )
  .middleware(SignedIn)
  .prefix("/api/auth") {}
