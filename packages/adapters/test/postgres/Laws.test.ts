import * as CollectionLog from "@mma-savant/core/contract/CollectionLog"
import * as ConversationRepository from "@mma-savant/core/contract/ConversationRepository"
import * as EventRepository from "@mma-savant/core/contract/EventRepository"
import * as FighterRepository from "@mma-savant/core/contract/FighterRepository"
import * as MatchRepository from "@mma-savant/core/contract/MatchRepository"
import * as PasswordBook from "@mma-savant/core/contract/PasswordBook"
import * as RankingRepository from "@mma-savant/core/contract/RankingRepository"
import * as RefreshTokens from "@mma-savant/core/contract/RefreshTokens"
import * as StatsReader from "@mma-savant/core/contract/StatsReader"
import * as TokenRevocations from "@mma-savant/core/contract/TokenRevocations"
import * as UsageLedger from "@mma-savant/core/contract/UsageLedger"
import * as UserRepository from "@mma-savant/core/contract/UserRepository"
import { Layer } from "effect"
import * as Postgres from "../../src/postgres/Postgres.ts"
import { layerEmptied, testDatabases } from "./TestDatabases.ts"

for (const { layer: database, name } of testDatabases) {
  const layer = Postgres.layer.pipe(Layer.provideMerge(layerEmptied), Layer.provide(database))
  FighterRepository.suite(name, layer)
  EventRepository.suite(name, layer)
  MatchRepository.suite(name, layer)
  RankingRepository.suite(name, layer)
  StatsReader.suite(name, layer)
  CollectionLog.suite(name, layer)
  UserRepository.suite(name, layer)
  PasswordBook.suite(name, layer)
  RefreshTokens.suite(name, layer)
  TokenRevocations.suite(name, layer)
  ConversationRepository.suite(name, layer)
  UsageLedger.suite(name, layer)
}
