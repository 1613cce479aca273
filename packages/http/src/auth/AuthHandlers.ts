import { AuthService, type Grant } from "@mma-savant/core/auth/AuthService"
import { TicketBook, ticketLifetime } from "@mma-savant/core/auth/TicketBook"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { Duration, Effect, Redacted } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { RequestLimits } from "../limit/RequestLimits.ts"
import { SignUpClosed } from "./AuthApi.ts"
import { CurrentToken, CurrentUser } from "./SignedIn.ts"
import { SignUpOpen } from "./SignUpOpen.ts"

const told = ({ accessToken, expiresIn, refreshToken, user }: Grant) => ({
  accessToken: Redacted.value(accessToken),
  tokenType: "Bearer" as const,
  expiresIn: Duration.toSeconds(expiresIn),
  refreshToken: Redacted.value(refreshToken),
  user
})

export const layer = HttpApiBuilder.group(
  Api,
  "auth",
  Effect.fnUntraced(function* (handlers) {
    const auth = yield* AuthService
    const conversations = yield* ConversationRepository
    const limits = yield* RequestLimits
    const tickets = yield* TicketBook
    const signUpOpen = yield* SignUpOpen
    return handlers.handleAll({
      login: Effect.fnUntraced(function* ({ payload, request }) {
        if ("username" in payload) yield* limits.ofPassword(request, payload.username)
        return told(yield* auth.authenticateUser(payload))
      }),
      refresh: ({ payload }) => Effect.map(auth.refreshToken(payload.refreshToken), told),
      signUp: Effect.fnUntraced(function* ({ payload }) {
        if (!signUpOpen) return yield* new SignUpClosed()
        return told(yield* auth.signUp(payload))
      }),
      logout: Effect.fnUntraced(function* ({ payload }) {
        const bearer = { user: yield* CurrentUser, token: yield* CurrentToken }
        const { everywhere = false, refreshToken = null } = payload ?? {}
        yield* auth.logoutUser(bearer, { everywhere, refreshToken })
      }),
      changePassword: Effect.fnUntraced(function* ({ payload: { current = null, next }, request }) {
        const user = yield* CurrentUser
        if (current !== null) yield* limits.ofPassword(request, user.username)
        return told(yield* auth.changePassword(user, current, next))
      }),
      me: () => CurrentUser,
      issueTicket: Effect.fnUntraced(function* ({ payload: { sessionId } }) {
        const { id: userId } = yield* CurrentUser
        yield* conversations.get(sessionId, userId)
        const { exp, iat, id } = yield* CurrentToken
        const ticket = yield* tickets.issue({ userId, sessionId, token: { id, iat, exp } })
        return { ticket: Redacted.value(ticket), expiresIn: Duration.toSeconds(ticketLifetime) }
      })
    })
  })
)
