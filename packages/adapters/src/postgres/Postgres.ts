import { Layer } from "effect"
import * as PgCollectionLog from "./PgCollectionLog.ts"
import * as PgConversationRepository from "./PgConversationRepository.ts"
import * as PgEventRepository from "./PgEventRepository.ts"
import * as PgFighterRepository from "./PgFighterRepository.ts"
import * as PgMatchRepository from "./PgMatchRepository.ts"
import * as PgPasswordBook from "./PgPasswordBook.ts"
import * as PgRankingRepository from "./PgRankingRepository.ts"
import * as PgRefreshTokens from "./PgRefreshTokens.ts"
import * as PgRunLeases from "./PgRunLeases.ts"
import * as PgStatsReader from "./PgStatsReader.ts"
import * as PgTokenRevocations from "./PgTokenRevocations.ts"
import * as PgTurnRepository from "./PgTurnRepository.ts"
import * as PgUsageLedger from "./PgUsageLedger.ts"
import * as PgUserRepository from "./PgUserRepository.ts"

/** Every port that is kept in Postgres, over the client that `Pglite` or `PgServer` gives. */
export const layer = Layer.mergeAll(
  PgFighterRepository.layer,
  PgEventRepository.layer,
  PgMatchRepository.layer,
  PgRankingRepository.layer,
  PgStatsReader.layer,
  PgCollectionLog.layer,
  PgUserRepository.layer,
  PgPasswordBook.layer,
  PgRefreshTokens.layer,
  PgTokenRevocations.layer,
  PgConversationRepository.layer,
  PgTurnRepository.layer,
  PgRunLeases.layer,
  PgUsageLedger.layer
)
