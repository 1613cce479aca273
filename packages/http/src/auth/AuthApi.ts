import { Password } from "@mma-savant/core/auth/Password"
import { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { User } from "@mma-savant/core/user/User"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { sessionNotFound } from "../conversation/ConversationApi.ts"
import { bodyProblems } from "../problem/Anywhere.ts"
import { problem, unavailable } from "../problem/Problem.ts"
import { route } from "../request/RoutePolicy.ts"
import { SoughtText } from "../request/SoughtText.ts"
import { emailTaken, usernameTaken } from "../user/UserApi.ts"
import { SignedIn, unauthorized } from "./SignedIn.ts"

/** Nobody signs up here: administrators enter users, and identity providers bring them. */
export class SignUpClosed extends Schema.TaggedError<SignUpClosed>()("SignUpClosed", {}) {}

const signUpClosed = problem(
  SignUpClosed,
  { status: 403, code: "SIGN_UP_CLOSED", title: "Forbidden" },
  {
    tell: () => ({ detail: "This server takes no new users by itself. Ask its administrator." }),
    revive: () => ({ _tag: "SignUpClosed" as const })
  }
)

/** A token as clients give it, good or not: however it is wrong, it is told like every other that is not good. */
const token = Schema.RedactedFromValue(Schema.String)

/** A password as clients give it: text that is told to nobody again. */
const password = Schema.RedactedFromValue(
  Schema.String.pipe(Schema.check(Schema.isMaxLength(1024, { message: "at most 1024 characters" })))
)

/** What a sign-in gives; `expiresIn` is that of the access token, in seconds. */
const Grant = Schema.Struct({
  accessToken: Schema.String,
  tokenType: Schema.Literal("Bearer"),
  expiresIn: Schema.Int,
  refreshToken: Schema.String,
  user: User
})

const { email, username } = User.fields

export class AuthApi extends HttpApiGroup.make("auth")
  .add(
    HttpApiEndpoint.post("login", "/login", {
      /** A name and password of ours, or a token of an identity provider or of the front end. */
      payload: Schema.Union([Schema.Struct({ username: SoughtText, password }), Schema.Struct({ token })]),
      success: Grant,
      error: [...bodyProblems, unauthorized, unavailable]
    }).annotateMerge(
      route({
        summary: "Sign in: an access token for 15 minutes, and a refresh token for 30 days",
        access: "anyone",
        rate: "sign-in"
      })
    ),
    HttpApiEndpoint.post("refresh", "/refresh", {
      payload: Schema.Struct({ refreshToken: token }),
      success: Grant,
      error: [...bodyProblems, unauthorized, unavailable]
    }).annotateMerge(
      route({ summary: "New tokens for a refresh token, which is good once", access: "anyone", rate: "sign-in" })
    ),
    HttpApiEndpoint.post("signUp", "/signup", {
      payload: Schema.Struct({ username, email, password: Password }),
      success: Grant.pipe(HttpApiSchema.status(201)),
      error: [...bodyProblems, signUpClosed, usernameTaken, emailTaken, unavailable]
    }).annotateMerge(
      route({
        summary: "Sign up with a name and a password, where the server allows it",
        access: "anyone",
        rate: "sign-in"
      })
    ),
    HttpApiEndpoint.post("logout", "/logout", {
      /** Without a refresh token the access token alone ends; `everywhere` ends every sign-in of the user. */
      payload: [
        Schema.Struct({
          refreshToken: Schema.optionalKey(token),
          everywhere: Schema.optionalKey(Schema.Boolean)
        }),
        Schema.Null
      ],
      success: HttpApiSchema.NoContent,
      error: [...bodyProblems, unavailable]
    })
      .annotateMerge(
        route({
          summary: "Sign out: the token is good no more, and with it the sign-in of the refresh token",
          access: "user",
          rate: "write",
          bodyOptional: true
        })
      )
      .middleware(SignedIn),
    HttpApiEndpoint.put("changePassword", "/password", {
      /** Without `current` for a user who has none yet. */
      payload: Schema.Struct({ current: Schema.optionalKey(password), next: Password }),
      success: Grant,
      error: [...bodyProblems, unauthorized, unavailable]
    })
      .annotateMerge(
        route({ summary: "Set the password; every other sign-in of the user ends", access: "user", rate: "sign-in" })
      )
      .middleware(SignedIn),
    HttpApiEndpoint.get("me", "/me", { success: User })
      .annotateMerge(route({ summary: "Who is asking", access: "user", rate: "read" }))
      .middleware(SignedIn),
    /** For opening the session's socket once, where headers cannot be set; `expiresIn` is in seconds. */
    HttpApiEndpoint.post("issueTicket", "/ws-ticket", {
      payload: Schema.Struct({ sessionId: SessionId }),
      success: Schema.Struct({ ticket: Schema.String, expiresIn: Schema.Int }),
      error: [...bodyProblems, sessionNotFound, unavailable]
    })
      .annotateMerge(
        route({
          summary:
            "A ticket that opens /ws/chat/{sessionId}?ticket=..., the socket of the session, once within 30 seconds",
          access: "user",
          rate: "ticket"
        })
      )
      .middleware(SignedIn)
  )
  .prefix("/api/auth") {}
