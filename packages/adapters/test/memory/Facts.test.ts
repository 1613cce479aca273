import * as BoutResults from "@mma-savant/core/contract/BoutResults"
import * as CollectionLog from "@mma-savant/core/contract/CollectionLog"
import * as EventRepository from "@mma-savant/core/contract/EventRepository"
import * as FighterRepository from "@mma-savant/core/contract/FighterRepository"
import * as Frontier from "@mma-savant/core/contract/Frontier"
import * as HostGate from "@mma-savant/core/contract/HostGate"
import * as MatchRepository from "@mma-savant/core/contract/MatchRepository"
import * as PageArchive from "@mma-savant/core/contract/PageArchive"
import * as RankingRepository from "@mma-savant/core/contract/RankingRepository"
import * as StatsReader from "@mma-savant/core/contract/StatsReader"
import * as Transaction from "@mma-savant/core/contract/Transaction"
import * as Memory from "../../src/memory/Memory.ts"

FighterRepository.suite("memory", Memory.layer)
EventRepository.suite("memory", Memory.layer)
MatchRepository.suite("memory", Memory.layer)
RankingRepository.suite("memory", Memory.layer)
StatsReader.suite("memory", Memory.layer)
BoutResults.suite("memory", Memory.layer)
CollectionLog.suite("memory", Memory.layer)
Frontier.suite("memory", Memory.layer)
PageArchive.suite("memory", Memory.layer)
HostGate.suite("memory", Memory.layer)
Transaction.suite("memory", Memory.layer)
