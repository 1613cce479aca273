import type { UserId } from "@mma-savant/core/Identity"
import type { UsageEntry } from "@mma-savant/core/llm/UsageLedger"
import type { NewUser, User } from "@mma-savant/core/user/User"
import { Context, Layer } from "effect"
import { DailyRequests } from "./DailyRequests.ts"
import { Talks } from "./Talks.ts"

export interface Account extends Pick<NewUser, "provider" | "providerAccountId"> {
  readonly user: User
}

export interface StoredRefreshToken {
  readonly userId: UserId
  readonly family: string
  readonly expiresAt: number
  readonly isUsed: boolean
}

/** The users and what is theirs, which the memory adapters share, so that it goes with its user. */
export class MemoryUsers extends Context.Service<
  MemoryUsers,
  {
    readonly accounts: Map<UserId, Account>
    /** The hash of each user's password. */
    readonly passwords: Map<UserId, string>
    /** By hash. */
    readonly refreshTokens: Map<string, StoredRefreshToken>
    readonly talks: Talks
    readonly requests: DailyRequests
    /** The ledger, which outlives the users. */
    readonly usage: Array<UsageEntry>
  }
>()("@mma-savant/adapters/memory/MemoryUsers") {
  static readonly layer = Layer.sync(MemoryUsers, () => {
    const requests = new DailyRequests()
    return MemoryUsers.of({
      accounts: new Map(),
      passwords: new Map(),
      refreshTokens: new Map(),
      talks: new Talks(requests),
      requests,
      usage: []
    })
  })
}
