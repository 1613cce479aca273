import type { UserId } from "@mma-savant/core/Identity"
import type { IsoDate } from "@mma-savant/core/IsoDate"

/** How many requests every user has made on every day. */
export class DailyRequests {
  readonly #counts = new Map<UserId, Map<IsoDate, number>>()

  count(userId: UserId, day: IsoDate): number {
    return this.#counts.get(userId)?.get(day) ?? 0
  }

  add(userId: UserId, day: IsoDate, more: 1 | -1): void {
    const days = this.#counts.get(userId) ?? new Map<IsoDate, number>()
    this.#counts.set(userId, days.set(day, this.count(userId, day) + more))
  }

  remove(userId: UserId): void {
    this.#counts.delete(userId)
  }
}
