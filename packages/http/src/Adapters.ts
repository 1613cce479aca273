import type { PasswordBook } from "@mma-savant/core/auth/PasswordBook"
import type { PasswordHasher } from "@mma-savant/core/auth/PasswordHasher"
import type { RefreshTokens } from "@mma-savant/core/auth/RefreshTokens"
import type { TicketBook } from "@mma-savant/core/auth/TicketBook"
import type { TokenIssuer } from "@mma-savant/core/auth/TokenIssuer"
import type { TokenRevocations } from "@mma-savant/core/auth/TokenRevocations"
import type { TokenVerifier } from "@mma-savant/core/auth/TokenVerifier"
import type { CollectionLog } from "@mma-savant/core/collection/CollectionLog"
import type { FightSource, SourceUnreadable } from "@mma-savant/core/collection/FightSource"
import type { ChatLog } from "@mma-savant/core/conversation/ChatLog"
import type { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import type { RunLeases } from "@mma-savant/core/conversation/RunLeases"
import type { RunSignals } from "@mma-savant/core/conversation/RunSignals"
import type { TurnRepository } from "@mma-savant/core/conversation/TurnRepository"
import type { EventRepository } from "@mma-savant/core/event/EventRepository"
import type { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import type { RateLimits } from "@mma-savant/core/limit/RateLimits"
import type { AnswerCache } from "@mma-savant/core/llm/AnswerCache"
import type { ChartRenderer } from "@mma-savant/core/llm/chart/ChartRenderer"
import type { FactQuery } from "@mma-savant/core/llm/FactQuery"
import type { QueryGuard } from "@mma-savant/core/llm/QueryGuard"
import type { UsageLedger } from "@mma-savant/core/llm/UsageLedger"
import type { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import type { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import type { StatsReader } from "@mma-savant/core/stats/StatsReader"
import type { UserRepository } from "@mma-savant/core/user/UserRepository"
import type { Layer, Redacted } from "effect"
import type { CircuitBreaker } from "effect/persistence"
import type { AuthSettings } from "./auth/AuthConfig.ts"
import type { Settings } from "./Config.ts"
import type { ModelAdapters } from "./model/VendorsLayer.ts"

/** Everything that is kept. */
export type Store =
  | FighterRepository
  | EventRepository
  | MatchRepository
  | RankingRepository
  | StatsReader
  | CollectionLog
  | QueryGuard
  | FactQuery
  | UserRepository
  | ConversationRepository
  | TurnRepository
  | RunLeases
  | RunSignals
  | ChatLog
  | TicketBook
  | PasswordBook
  | RefreshTokens
  | TokenRevocations
  | RateLimits
  | UsageLedger
  | AnswerCache
  | CircuitBreaker.CircuitBreakerStore

/** What cannot be used says so in one sentence for the person at the terminal. */
export interface Unusable {
  readonly _tag: "DatabaseUnusable" | "RedisUnusable" | "SecretUnusable"
  readonly message: string
}

/** The technology behind the commands. */
export interface Adapters {
  readonly store: (settings: Settings) => Layer.Layer<Store, Unusable>
  readonly tokens: (
    secret: Redacted.Redacted<string>,
    trusted: AuthSettings
  ) => Layer.Layer<TokenVerifier | TokenIssuer, Unusable>
  readonly passwords: Layer.Layer<PasswordHasher>
  readonly charts: Layer.Layer<ChartRenderer>
  /** The facts that ship with the program. */
  readonly sample: Layer.Layer<FightSource, SourceUnreadable>
  readonly models: ModelAdapters
}
