import { Layer } from "effect"
import { CircuitBreaker } from "effect/persistence"
import * as MemoryAnswerCache from "./MemoryAnswerCache.ts"
import * as MemoryChangeLog from "./MemoryChangeLog.ts"
import * as MemoryChatLog from "./MemoryChatLog.ts"
import * as MemoryCollectionLog from "./MemoryCollectionLog.ts"
import * as MemoryConversationRepository from "./MemoryConversationRepository.ts"
import * as MemoryDeadLetters from "./MemoryDeadLetters.ts"
import * as MemoryEventRepository from "./MemoryEventRepository.ts"
import * as MemoryFactQuery from "./MemoryFactQuery.ts"
import * as MemoryFighterRepository from "./MemoryFighterRepository.ts"
import * as MemoryFrontier from "./MemoryFrontier.ts"
import * as MemoryHostGate from "./MemoryHostGate.ts"
import * as MemoryMatchRepository from "./MemoryMatchRepository.ts"
import * as MemoryPageArchive from "./MemoryPageArchive.ts"
import * as MemoryPasswordBook from "./MemoryPasswordBook.ts"
import * as MemoryRankingRepository from "./MemoryRankingRepository.ts"
import * as MemoryRateLimits from "./MemoryRateLimits.ts"
import * as MemoryRefreshTokens from "./MemoryRefreshTokens.ts"
import * as MemoryRunLeases from "./MemoryRunLeases.ts"
import * as MemoryRunSignals from "./MemoryRunSignals.ts"
import * as MemoryStatsReader from "./MemoryStatsReader.ts"
import { MemoryTables } from "./MemoryTables.ts"
import * as MemoryTicketBook from "./MemoryTicketBook.ts"
import * as MemoryTokenRevocations from "./MemoryTokenRevocations.ts"
import * as MemoryTransaction from "./MemoryTransaction.ts"
import * as MemoryTurnRepository from "./MemoryTurnRepository.ts"
import * as MemoryUsageLedger from "./MemoryUsageLedger.ts"
import * as MemoryUserRepository from "./MemoryUserRepository.ts"
import { MemoryUsers } from "./MemoryUsers.ts"
import { MemoryVisits } from "./MemoryVisits.ts"

/** What a crawl keeps, and transactions over it and the facts. */
const crawl = Layer.mergeAll(
  MemoryFrontier.layer,
  MemoryDeadLetters.layer,
  MemoryPageArchive.layer,
  MemoryChangeLog.layer,
  MemoryHostGate.layer,
  MemoryTransaction.layer
).pipe(Layer.provide(MemoryVisits.layer))

/** The facts: every repository over one set of tables that live as long as the layer. */
const facts = Layer.mergeAll(
  MemoryFighterRepository.layer,
  MemoryEventRepository.layer,
  MemoryMatchRepository.layer,
  MemoryRankingRepository.layer,
  MemoryStatsReader.layer,
  MemoryCollectionLog.layer,
  crawl
).pipe(Layer.provide(MemoryTables.layer))

/** The users and what is theirs, which goes with them. */
const users = Layer.mergeAll(
  MemoryUserRepository.layer,
  MemoryPasswordBook.layer,
  MemoryRefreshTokens.layer,
  MemoryConversationRepository.layer,
  MemoryTurnRepository.layer,
  MemoryRunLeases.layer,
  MemoryUsageLedger.layer
).pipe(Layer.provide(MemoryUsers.layer))

/** Every port of storage, kept as long as the layer lives: for tests, examples and trying things out. */
export const layer = Layer.mergeAll(
  facts,
  users,
  MemoryFactQuery.layer,
  MemoryAnswerCache.layer,
  CircuitBreaker.layerStoreMemory(),
  MemoryChatLog.layer,
  MemoryRunSignals.layer,
  MemoryTicketBook.layer,
  MemoryRateLimits.layer,
  MemoryTokenRevocations.layer
)
