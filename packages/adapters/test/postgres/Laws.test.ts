import * as BoutResults from "@mma-savant/core/contract/BoutResults"
import * as CollectionLog from "@mma-savant/core/contract/CollectionLog"
import * as ConversationRepository from "@mma-savant/core/contract/ConversationRepository"
import * as EventRepository from "@mma-savant/core/contract/EventRepository"
import * as FighterRepository from "@mma-savant/core/contract/FighterRepository"
import * as Frontier from "@mma-savant/core/contract/Frontier"
import * as HostGate from "@mma-savant/core/contract/HostGate"
import * as MatchRepository from "@mma-savant/core/contract/MatchRepository"
import * as PageArchive from "@mma-savant/core/contract/PageArchive"
import * as PasswordBook from "@mma-savant/core/contract/PasswordBook"
import * as RankingRepository from "@mma-savant/core/contract/RankingRepository"
import * as RefreshTokens from "@mma-savant/core/contract/RefreshTokens"
import * as RunLeases from "@mma-savant/core/contract/RunLeases"
import * as StatsReader from "@mma-savant/core/contract/StatsReader"
import * as TokenRevocations from "@mma-savant/core/contract/TokenRevocations"
import * as Transaction from "@mma-savant/core/contract/Transaction"
import * as TurnRepository from "@mma-savant/core/contract/TurnRepository"
import * as UsageLedger from "@mma-savant/core/contract/UsageLedger"
import * as UserRepository from "@mma-savant/core/contract/UserRepository"
import { Duration, Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as Collection from "../../src/postgres/Collection.ts"
import * as Postgres from "../../src/postgres/Postgres.ts"
import { layerEmptied, testDatabases } from "./TestDatabases.ts"

/** Makes every run that much older. */
const aged = (time: Duration.Duration) =>
  SqlClient.SqlClient.use((sql) => {
    const age = sql`make_interval(secs => ${Duration.toSeconds(time)})`
    return Effect.asVoid(sql`update runs set created_at = created_at - ${age}, lease_until = lease_until - ${age}`)
  })

for (const { layer: database, name } of testDatabases()) {
  const layer = Layer.merge(Postgres.layer, Collection.layer).pipe(
    Layer.provideMerge(layerEmptied),
    Layer.provide(database)
  )
  FighterRepository.suite(name, layer)
  EventRepository.suite(name, layer)
  MatchRepository.suite(name, layer)
  RankingRepository.suite(name, layer)
  StatsReader.suite(name, layer)
  BoutResults.suite(name, layer)
  CollectionLog.suite(name, layer)
  Frontier.suite(name, layer)
  PageArchive.suite(name, layer)
  HostGate.suite(name, layer)
  Transaction.suite(name, layer)
  UserRepository.suite(name, layer)
  PasswordBook.suite(name, layer)
  RefreshTokens.suite(name, layer)
  TokenRevocations.suite(name, layer)
  ConversationRepository.suite(name, layer)
  TurnRepository.suite(name, layer)
  RunLeases.suite(name, layer, (time) => Effect.orDie(Effect.provide(aged(time), database)))
  UsageLedger.suite(name, layer)
}
