import type { Slots } from "../grammar/Slots.ts"
import type { Inquiry } from "../Inquiry.ts"
import type { Setting } from "../PhraseBook.ts"

/** Finds out what a question of an intent asks, and says it. */
export type Answer = (slots: Slots, setting: Setting) => Inquiry<string>
