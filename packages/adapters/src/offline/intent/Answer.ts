import type { IsoDate } from "@mma-savant/core/IsoDate"
import type { Slots } from "../grammar/Slots.ts"
import type { Inquiry } from "../Inquiry.ts"

/** Finds out what a question of an intent asks, and says it. */
export type Answer = (slots: Slots, today: IsoDate) => Inquiry<string>
