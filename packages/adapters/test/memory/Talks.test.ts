import * as ChatLog from "@mma-savant/core/contract/ChatLog"
import * as ConversationRepository from "@mma-savant/core/contract/ConversationRepository"
import * as PasswordBook from "@mma-savant/core/contract/PasswordBook"
import * as RefreshTokens from "@mma-savant/core/contract/RefreshTokens"
import * as RunLeases from "@mma-savant/core/contract/RunLeases"
import * as TicketBook from "@mma-savant/core/contract/TicketBook"
import * as TurnRepository from "@mma-savant/core/contract/TurnRepository"
import * as UsageLedger from "@mma-savant/core/contract/UsageLedger"
import * as UserRepository from "@mma-savant/core/contract/UserRepository"
import * as Memory from "../../src/memory/Memory.ts"

UserRepository.suite("memory", Memory.layer)
PasswordBook.suite("memory", Memory.layer)
RefreshTokens.suite("memory", Memory.layer)
ConversationRepository.suite("memory", Memory.layer)
TurnRepository.suite("memory", Memory.layer)
RunLeases.suite("memory", Memory.layer)
ChatLog.suite("memory", Memory.layer)
TicketBook.suite("memory", Memory.layer)
UsageLedger.suite("memory", Memory.layer)
